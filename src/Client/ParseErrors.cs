using System.CommandLine;
using System.CommandLine.Parsing;
using Search.Specs.Names;

namespace Search.Client;

/// <summary>What is wrong with a command line, in words that help.</summary>
internal static class ParseErrors
{
    public static string Describe(RootCommand root, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = command == root ? "search --help" : $"search {command.Name} --help";
        if (command == root && parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-')) is { } unknown)
        {
            string[] names = [.. root.Subcommands.Select(known => known.Name)];
            return Nearest.Of(unknown, names) is { } near
                ? $"\"{unknown}\" is not a command: did you mean {near}? See {help}."
                : $"\"{unknown}\" is not a command; commands are {string.Join(", ", names)}.";
        }
        if (parsed.UnmatchedTokens is [var extra, ..])
        {
            string[] options = [.. command.Options.Concat(root.Options.Where(option => option.Recursive)).Select(option => option.Name)];
            if (options.Contains(extra))
                return $"{extra} belongs behind the command: search {command.Name} {extra}. See {help}.";
            return extra.StartsWith('-') && Nearest.Of(extra, options) is { } near
                ? $"{command.Name} has no option {extra}: did you mean {near}? See {help}."
                : $"{command.Name} does not know what to do with \"{extra}\". See {help}.";
        }
        return string.Join(' ', parsed.Errors.Select(Sentence).Distinct()) + $" See {help}.";
    }

    private static string Sentence(ParseError error) => error.Message switch
    {
        var text when error.SymbolResult is ArgumentResult { Tokens.Count: 0 } missing && text.Contains("missing", StringComparison.OrdinalIgnoreCase) => $"{missing.Argument.Name} is missing.",
        var text => text.Replace("'", "\"", StringComparison.Ordinal),
    };
}
