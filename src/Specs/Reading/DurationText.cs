using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Specs.Reading;

/// <summary>Spans of time as a sweep file writes them: <c>45s</c>, <c>30m</c>, <c>2h</c>, <c>1h30m</c>, <c>1d</c>.</summary>
internal static partial class DurationText
{
    /// <summary>A longer span is a slip of the pen.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>The pattern that the JSON schema gives; it accepts a superset.</summary>
    public const string Pattern = @"^(\d+(\.\d+)?[dhms])+$";

    public static TimeSpan? Parse(string text)
    {
        if (text.Length > 40 || !Whole().IsMatch(text))
            return null;
        var seconds = 0m;
        var last = 'z';
        foreach (Match part in Part().Matches(text))
        {
            var unit = part.Value[^1];
            if (Rank(unit) >= Rank(last) || !decimal.TryParse(part.Value[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1e9m)
                return null;
            seconds += number * unit switch { 'd' => 86400, 'h' => 3600, 'm' => 60, _ => 1 };
            last = unit;
        }
        var ticks = seconds * TimeSpan.TicksPerSecond;
        return ticks >= 1 && ticks <= Longest.Ticks ? new TimeSpan((long)ticks) : null;
    }

    /// <summary>The shortest text in one unit that <see cref="Parse"/> reads as the same span.</summary>
    public static string Of(TimeSpan span)
    {
        foreach (var (unit, ticks) in (ReadOnlySpan<(char, long)>)[('h', TimeSpan.TicksPerHour), ('m', TimeSpan.TicksPerMinute)])
            if (span.Ticks % ticks == 0)
                return (span.Ticks / ticks).ToString(CultureInfo.InvariantCulture) + unit;
        return ((decimal)span.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s";
    }

    private static int Rank(char unit) => unit switch { 'd' => 4, 'h' => 3, 'm' => 2, 's' => 1, _ => 5 };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\d+(\.\d+)?[dhms]", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
