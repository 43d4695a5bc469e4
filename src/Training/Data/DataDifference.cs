namespace Search.Training.Data;

/// <summary>How a data folder differs from an earlier state of it. Files that were only touched or rewritten with the same pixels do not count.</summary>
/// <param name="Added">Images that were not there, as paths relative to the data folder.</param>
/// <param name="Removed">Images that are no longer there.</param>
/// <param name="Changed">Images whose pixels are others now, or that became readable or unreadable.</param>
public sealed record DataDifference(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    /// <summary>True when the labelled images are the same.</summary>
    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count == 0;

    /// <summary>The difference as part of a sentence: "2 images added (…), 1 image removed (…)".</summary>
    public override string ToString() =>
        IsEmpty ? "nothing changed" : string.Join(", ", ((string?[])[Part(Added, "added"), Part(Removed, "removed"), Part(Changed, "changed")]).OfType<string>());

    private static string? Part(IReadOnlyList<string> names, string verb) =>
        names.Count == 0 ? null : $"{Wording.Count(names.Count, "image")} {verb} ({Wording.Few(names)})";
}
