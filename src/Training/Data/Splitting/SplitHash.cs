using System.Security.Cryptography;
using System.Text;

namespace Search.Training.Data.Splitting;

/// <summary>The hash of who is in which split and in what order.</summary>
internal static class SplitHash
{
    public static string Of(Splits splits, IReadOnlyList<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (title, images) in new[] { ("train", splits.Train), ("valid", splits.Valid), ("test", splits.Test) })
        {
            // A name never holds a zero byte, so nothing can be moved across these borders unseen.
            hash.AppendData(Encoding.UTF8.GetBytes($"\0{title}\0{images.Count}\0"));
            foreach (var image in images)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(names[image]));
                hash.AppendData([0]);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
