using System.Globalization;

namespace Search.Training.Data;

/// <summary>How the messages about data name numbers and files.</summary>
internal static class Wording
{
    private const int Shown = 5;

    /// <summary>The first few of <paramref name="names"/>, then how many more: "a, b and 3 more".</summary>
    public static string Few(IReadOnlyCollection<string> names) =>
        names.Count <= Shown
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(Shown))} and {Number(names.Count - Shown)} more";

    /// <summary>"1 image", "2 images", "50,000 images".</summary>
    public static string Count(long count, string singular) =>
        count == 1 ? $"1 {singular}" : $"{Number(count)} {singular}{(singular.EndsWith("ss", StringComparison.Ordinal) ? "es" : "s")}";

    /// <summary>A number with commas between thousands.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A size such as "150 MB".</summary>
    public static string Bytes(long bytes) =>
        bytes >= 10_000_000 ? Number(bytes / 1_000_000) + " MB" : Number((bytes + 999) / 1000) + " kB";
}
