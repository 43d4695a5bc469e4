using System.Globalization;
using Search.Spaces;

namespace Search.Simulation.Tables;

/// <summary>A parameter's value from its text.</summary>
internal static class TableValue
{
    /// <summary>The domain's own value of that text where it lists its values, so that a choice of "8" is not the number 8; else a flag, a number or a text.</summary>
    public static ParameterValue Of(string text, Domain domain)
    {
        IReadOnlyList<ParameterValue> listed = domain switch
        {
            ChoiceDomain choice => choice.Values,
            OrdinalDomain ordinal => ordinal.Values,
            _ => [],
        };
        foreach (var value in listed)
            if (value.ToString() == text)
                return value;
        if (text is "true" or "false")
            return text == "true";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : text;
    }
}
