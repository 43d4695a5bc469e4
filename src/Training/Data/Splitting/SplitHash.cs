using System.Security.Cryptography;
using System.Text;

namespace Search.Training.Data.Splitting;

/// <summary>The hash of who is in which split and in what order.</summary>
internal static class SplitHash
{
    public static string Of(Splits splits, IReadOnlyList<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new byte[1 << 16];
        var filled = 0;

        void Add(string text)
        {
            // Gathered first: handing over a name at a time would cost far more than hashing it.
            if (filled + Encoding.UTF8.GetMaxByteCount(text.Length) > bytes.Length)
            {
                hash.AppendData(bytes.AsSpan(0, filled));
                filled = 0;
                if (Encoding.UTF8.GetMaxByteCount(text.Length) > bytes.Length)
                    bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
            }
            filled += Encoding.UTF8.GetBytes(text, bytes.AsSpan(filled));
        }

        foreach (var (title, images) in new[] { ("train", splits.Train), ("valid", splits.Valid), ("test", splits.Test) })
        {
            // A name never holds a zero byte, so nothing can be moved across these borders unseen.
            Add($"\0{title}\0{images.Count}\0");
            foreach (var image in images)
            {
                Add(names[image]);
                Add("\0");
            }
        }
        hash.AppendData(bytes.AsSpan(0, filled));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
