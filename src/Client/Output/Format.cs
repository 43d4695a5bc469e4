using System.Globalization;
using Search.Boards;
using Search.Spaces;

namespace Search.Client.Output;

/// <summary>Numbers and names as people read them.</summary>
internal static class Format
{
    public static string Value(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A number of things: <c>1 slot</c>, <c>2 slots</c>.</summary>
    public static string Count(long number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    public static string Interval(IReadOnlyList<double>? interval) =>
        interval is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{interval[0]:0.####}..{interval[1]:0.####}");

    public static string Test(TestColumn? test) => test is null ? "-" : string.Create(CultureInfo.InvariantCulture,
        $"{test.Value:0.####}{(test.Ci95 is { } ci ? $" ({Interval(ci)})" : "")}{(test.Seeds > 1 ? $" x{test.Seeds}" : "")}");

    public static string Duration(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {seconds % 60:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0} h {seconds % 3600 / 60:00} min"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.#} GiB"),
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + "Z";

    /// <summary>A configuration in one line, numbers with three digits.</summary>
    public static string Short(Configuration configuration) => string.Join(' ', configuration.Select(pair => $"{pair.Key}={Short(pair.Value)}"));

    /// <summary>A state or status as files and JSON write it: <c>pausedAtRung</c>.</summary>
    public static string Name<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string Short(ParameterValue value) =>
        value.IsNumber ? value.Number.ToString("G3", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal) : value.ToString();
}
