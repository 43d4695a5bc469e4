using Search.Experiments;
using Search.Specs;

namespace Search.Client.Previews;

/// <summary>Reads the sweep file that a command names.</summary>
internal static class SweepInput
{
    /// <summary>The specification in a file, or in the input for <c>-</c>; relative paths then begin at the current folder.</summary>
    /// <exception cref="CommandException">Something is wrong with it; every error has a line of its own.</exception>
    public static ExperimentSpec Read(string path, IReadOnlyList<string> set, TextReader input)
    {
        var reading = path == "-" ? SweepFile.Read(input.ReadToEnd(), Directory.GetCurrentDirectory(), set) : SweepFile.ReadFile(path, set);
        return reading.Spec ?? throw CommandException.Usage(string.Join(Environment.NewLine, reading.Errors));
    }
}
