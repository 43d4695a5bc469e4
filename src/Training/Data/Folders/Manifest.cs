using System.Buffers.Binary;
using System.Text;

namespace Search.Training.Data.Folders;

/// <summary>The list of files a cache was made from, as bytes that can be hashed and compared at once.</summary>
/// <remarks>For each file: length and time (8 bytes each, little-endian), bytes of the name (4), the name in UTF-8.</remarks>
internal static class Manifest
{
    private const int Fixed = 20;

    public static byte[] Of(IReadOnlyList<FolderImage> images)
    {
        var total = 0;
        for (var i = 0; i < images.Count; i++)
            total += Fixed + Encoding.UTF8.GetByteCount(images[i].File.Name);
        var bytes = new byte[total];
        var rest = bytes.AsSpan();
        for (var i = 0; i < images.Count; i++)
        {
            var (name, length, changed) = images[i].File;
            BinaryPrimitives.WriteInt64LittleEndian(rest, length);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], changed);
            var written = Encoding.UTF8.GetBytes(name, rest[Fixed..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest[16..], written);
            rest = rest[(Fixed + written)..];
        }
        return bytes;
    }

    public static List<ImageFile> Files(ReadOnlySpan<byte> manifest)
    {
        List<ImageFile> files = [];
        while (manifest.Length > 0)
        {
            var nameBytes = BinaryPrimitives.ReadInt32LittleEndian(manifest[16..]);
            files.Add(new(
                Encoding.UTF8.GetString(manifest.Slice(Fixed, nameBytes)),
                BinaryPrimitives.ReadInt64LittleEndian(manifest),
                BinaryPrimitives.ReadInt64LittleEndian(manifest[8..])));
            manifest = manifest[(Fixed + nameBytes)..];
        }
        return files;
    }
}
