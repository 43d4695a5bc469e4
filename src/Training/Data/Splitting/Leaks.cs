namespace Search.Training.Data.Splitting;

/// <summary>Finds pictures that are the same on both sides of a split, pixel for pixel.</summary>
internal static class Leaks
{
    /// <summary>One remark for each pair of sides that share pictures.</summary>
    public static IEnumerable<string> Between(Splits splits, IReadOnlyList<UInt128> hashes, IReadOnlyList<string> names)
    {
        var train = First(splits.Train, hashes);
        var valid = First(splits.Valid, hashes);
        return ((string?[])
        [
            Shared("validation", splits.Valid, "training", train, hashes, names),
            Shared("test", splits.Test, "training", train, hashes, names),
            Shared("test", splits.Test, "validation", valid, hashes, names),
        ]).OfType<string>();
    }

    private static Dictionary<UInt128, int> First(IReadOnlyList<int> images, IReadOnlyList<UInt128> hashes)
    {
        Dictionary<UInt128, int> first = new(images.Count);
        foreach (var image in images)
            first.TryAdd(hashes[image], image);
        return first;
    }

    private static string? Shared(
        string side, IReadOnlyList<int> images, string other, Dictionary<UInt128, int> known, IReadOnlyList<UInt128> hashes, IReadOnlyList<string> names)
    {
        var count = 0;
        var example = "";
        foreach (var image in images)
        {
            if (known.TryGetValue(hashes[image], out var twin) && count++ == 0)
                example = $"{names[image]} = {names[twin]}";
        }
        return count == 0
            ? null
            : $"{Wording.Number(count)} of {Wording.Count(images.Count, side + " image")} {(count == 1 ? "is" : "are")} pixel for pixel the same as {other} images ({example}): accuracy there looks too high.";
    }
}
