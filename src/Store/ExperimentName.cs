namespace Search.Store;

/// <summary>Which names an experiment may have.</summary>
internal static class ExperimentName
{
    /// <summary>The rule, as a sentence's end.</summary>
    public const string Rule = "use 1 to 128 letters, digits, '-', '_' and '.', starting with a letter, digit or '_'";

    /// <summary>True for a usable name. It becomes part of a file's or a key's name: nothing in it may lead elsewhere or hide the file.</summary>
    public static bool IsName(string experiment) =>
        experiment.Length is > 0 and <= 128 && experiment[0] is not ('-' or '.')
        && experiment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Refuses a name that is not usable.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void Check(string experiment)
    {
        if (!IsName(experiment))
            throw new ArgumentException($"\"{experiment}\" cannot name an experiment: {Rule}.", nameof(experiment));
    }
}
