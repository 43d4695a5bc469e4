using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Search.Training.Data.Decoding;

namespace Search.Training.Data.Caching;

/// <summary>The table beside the pixels: the files they came from and what became of each.</summary>
/// <param name="ImageSize">Pixels of one side.</param>
/// <param name="ContentHash">Hash of all labelled pixels and labels, hexadecimal.</param>
/// <param name="PixelHashes">Hash of the decoded pixels of every file in the scan's order; 0 where there are none.</param>
/// <param name="Failures">Why files have no pixels, by their place in the scan. All others have a row of pixels, in the scan's order.</param>
/// <param name="Manifest">The files: see <see cref="Folders.Manifest"/>.</param>
internal sealed record CacheIndex(
    int ImageSize, string ContentHash, UInt128[] PixelHashes, IReadOnlyDictionary<int, DecodeFailure> Failures, byte[] Manifest)
{
    private const ulong Magic = 0x3258_4449_4352_5353; // "SSRCIDX2"

    /// <summary>Rows of pixels.</summary>
    public int Readable => PixelHashes.Length - Failures.Count;

    /// <summary>Writes the table, its own hash at the end, and waits for the disk.</summary>
    public void Write(string path)
    {
        using var memory = new MemoryStream(Manifest.Length + 16 * PixelHashes.Length + 4096);
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        writer.Write(ImageSize);
        writer.Write(ContentHash);
        writer.Write(PixelHashes.Length);
        writer.Write(MemoryMarshal.AsBytes(PixelHashes.AsSpan()));
        writer.Write(Failures.Count);
        foreach (var (place, failure) in Failures)
        {
            writer.Write(place);
            writer.Write(failure.Reason);
            writer.Write(failure.MayRecover);
        }
        writer.Write(Manifest.Length);
        writer.Write(Manifest);
        writer.Flush();
        ReadOnlySpan<byte> body = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        using var stream = new FileStream(path, FileMode.CreateNew);
        stream.Write(body);
        stream.Write(SHA256.HashData(body));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The table at <paramref name="path"/>; null when there is none, or it is damaged or of another version.</summary>
    public static CacheIndex? Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < sizeof(ulong) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length));
        if (reader.ReadUInt64() != Magic)
            return null;
        var (imageSize, contentHash) = (reader.ReadInt32(), reader.ReadString());
        var hashes = new UInt128[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(hashes.AsSpan()));
        Dictionary<int, DecodeFailure> failures = [];
        for (var left = reader.ReadInt32(); left > 0; left--)
            failures.Add(reader.ReadInt32(), new(reader.ReadString(), reader.ReadBoolean()));
        return new(imageSize, contentHash, hashes, failures, reader.ReadBytes(reader.ReadInt32()));
    }
}
