using System.Globalization;

namespace Search.Bench.Optuna;

/// <summary>The command line: <c>--name value</c> pairs.</summary>
internal sealed class Options(string[] args)
{
    public string? Text(string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;

    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string[] List(string name, string otherwise) => (Text(name) ?? otherwise).Split(',');
}
