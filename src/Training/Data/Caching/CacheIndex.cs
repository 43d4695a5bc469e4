using System.Security.Cryptography;

namespace Search.Training.Data.Caching;

/// <summary>The table beside the pixels: the files they came from and what became of each.</summary>
/// <param name="ImageSize">Pixels of one side.</param>
/// <param name="ContentHash">Hash of all pixels and labels, hexadecimal.</param>
/// <param name="Images">Every file in the scan's order; those without failure have a row of pixels, in this order.</param>
internal sealed record CacheIndex(int ImageSize, string ContentHash, IReadOnlyList<CachedImage> Images)
{
    private const ulong Magic = 0x3158_4449_4352_5353; // "SSRCIDX1"

    /// <summary>Rows of pixels.</summary>
    public int Readable { get; } = Images.Count(image => image.Failure is null);

    /// <summary>Writes the table, its own hash at the end, and waits for the disk.</summary>
    public void Write(string path)
    {
        using var memory = new MemoryStream(64 * Images.Count + 256);
        using var writer = new BinaryWriter(memory);
        writer.Write(Magic);
        writer.Write(ImageSize);
        writer.Write(ContentHash);
        writer.Write(Images.Count);
        foreach (var (file, hash, failure) in Images)
        {
            writer.Write(file.Name);
            writer.Write(file.Length);
            writer.Write(file.Changed);
            writer.Write((byte)(failure is null ? 0 : failure.MayRecover ? 2 : 1));
            if (failure is not null)
            {
                writer.Write(failure.Reason);
            }
            else
            {
                writer.Write((ulong)(hash >> 64));
                writer.Write((ulong)hash);
            }
        }
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
        if (length < 16 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length));
        if (reader.ReadUInt64() != Magic)
            return null;
        var (imageSize, contentHash) = (reader.ReadInt32(), reader.ReadString());
        var images = new CachedImage[reader.ReadInt32()];
        foreach (ref var image in images.AsSpan())
        {
            var file = new Folders.ImageFile(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64());
            var state = reader.ReadByte();
            image = state == 0
                ? new(file, new UInt128(reader.ReadUInt64(), reader.ReadUInt64()), null)
                : new(file, 0, new(reader.ReadString(), MayRecover: state == 2));
        }
        return new(imageSize, contentHash, images);
    }
}
