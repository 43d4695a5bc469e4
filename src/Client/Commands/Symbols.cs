using System.CommandLine;
using System.Globalization;

namespace Search.Client.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class Symbols
{
    public static Argument<string> Experiment(string name = "ID") => new(name) { Description = "The experiment: its identifier, a prefix of it, or \"latest\"." };

    public static Argument<int> Trial() => new("N") { Description = "The trial's number.", CustomParser = result => Whole(result.Tokens[0].Value, "N", 0, int.MaxValue, result.AddError) };

    /// <summary>An option with a whole number; null when it is not given.</summary>
    public static Option<int?> Number(string name, string description, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Whole(result.Tokens[0].Value, name, least, most, result.AddError),
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Overrides a key of the sweep file; may be given several times.",
        HelpName = "key=value",
        DefaultValueFactory = _ => [],
    };

    public static Option<int?> Slots() => Number("--slots", "Trials at a time (default: every GPU, else one per core).", 1, 1024);

    public static Option<int?> Metrics() => Number("--metrics", "Loopback port that serves /metrics; 0 for a free one.", 0, 65535);

    private static int Whole(string text, string name, int least, int most, Action<string> fail)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        fail(most == int.MaxValue
            ? $"{name} is \"{text}\", but must be a whole number of at least {least}."
            : $"{name} is \"{text}\", but must be a whole number from {least} to {most}.");
        return least;
    }
}
