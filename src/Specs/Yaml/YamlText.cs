using System.Globalization;
using System.Text;
using Search.Spaces;

namespace Search.Specs.Yaml;

/// <summary>Writes single values so that they are read back as what they were.</summary>
internal static class YamlText
{
    public static string Of(ParameterValue value) => value.IsText ? Of(value.Text) : value.IsNumber ? Of(value.Number) : value.ToString();

    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <summary>Plain when it can only be read as this text, else in double quotes.</summary>
    public static string Of(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] is '/' or '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '.')
        && text.ToUpperInvariant() is not ("TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N" or "NAN" or "INFINITY");

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                quoted.Append(c);
        }
        return quoted.Append('"').ToString();
    }
}
