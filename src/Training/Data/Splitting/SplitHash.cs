using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Search.Training.Data.Splitting;

/// <summary>The hash of who is in which split and in what order.</summary>
internal static class SplitHash
{
    private const int Portion = 1 << 16;

    public static string Of(Splits splits, IReadOnlyList<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Gathered first: handing over a name at a time would cost far more than hashing it.
        var bytes = new ArrayBufferWriter<byte>(2 * Portion);
        foreach (var (title, images) in new[] { ("train", splits.Train), ("valid", splits.Valid), ("test", splits.Test) })
        {
            // A name never holds a zero byte, so nothing can be moved across these borders unseen.
            Encoding.UTF8.GetBytes($"\0{title}\0{images.Count}\0", bytes);
            foreach (var image in images)
            {
                Encoding.UTF8.GetBytes(names[image], bytes);
                bytes.Write("\0"u8);
                if (bytes.WrittenCount < Portion)
                    continue;
                hash.AppendData(bytes.WrittenSpan);
                bytes.ResetWrittenCount();
            }
        }
        hash.AppendData(bytes.WrittenSpan);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
