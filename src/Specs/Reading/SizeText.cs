using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Specs.Reading;

/// <summary>Amounts of storage as a sweep file writes them: <c>500MB</c>, <c>20GB</c> (powers of 1,000), <c>1.5TiB</c> (powers of 1,024).</summary>
internal static partial class SizeText
{
    /// <summary>The pattern that the JSON schema gives.</summary>
    public const string Pattern = @"^\d{1,9}(\.\d{1,3})?[KMGT]i?B$";

    private const string Units = "KMGT";

    public static long? Parse(string text)
    {
        if (!Whole().IsMatch(text))
            return null;
        var unit = text.AsSpan().IndexOfAny(Units);
        var number = decimal.Parse(text.AsSpan(0, unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var bytes = number * Factor(Units.IndexOf(text[unit], StringComparison.Ordinal), text[unit + 1] == 'i');
        return bytes is >= 1 and <= long.MaxValue ? (long)bytes : null;
    }

    /// <summary>The shortest text that <see cref="Parse"/> reads as the same amount.</summary>
    public static string Of(long bytes)
    {
        foreach (var binary in (ReadOnlySpan<bool>)[false, true])
            for (var unit = Units.Length - 1; unit >= 0; unit--)
                if (bytes % Factor(unit, binary) == 0)
                    return string.Create(CultureInfo.InvariantCulture, $"{bytes / (long)Factor(unit, binary)}{Units[unit]}{(binary ? "i" : "")}B");
        // Only amounts in thousandths of a kilobyte are left: those that are no whole number of any unit.
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000m}KB");
    }

    private static decimal Factor(int unit, bool binary)
    {
        var factor = 1m;
        for (var power = 0; power <= unit; power++)
            factor *= binary ? 1024 : 1000;
        return factor;
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
