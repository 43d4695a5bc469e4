using System.Globalization;
using Search.Spaces;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>What a single value of the file means.</summary>
internal static class NodeValues
{
    /// <summary>A number, a flag or a text; null when it is none of these.</summary>
    public static ParameterValue? Value(this SpecNode node)
    {
        if (node is not ScalarNode scalar || scalar.IsEmpty)
            return null;
        if (!scalar.IsPlain)
            return scalar.Text;
        if (scalar.Text is "true" or "false")
            return scalar.Text == "true";
        return scalar.Number() is { } number ? number : scalar.Text;
    }

    /// <summary>A finite number, or null.</summary>
    public static double? Number(this SpecNode node) =>
        node is ScalarNode { IsPlain: true } scalar
        && double.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;

    /// <summary>A whole number that a double holds exactly, or null.</summary>
    public static long? Integer(this SpecNode node) =>
        node.Number() is { } number && Math.Floor(number) == number && Math.Abs(number) <= 1L << 53 ? (long)number : null;
}
