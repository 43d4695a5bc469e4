using Spectre.Console;

namespace Search.Client.Output;

/// <summary>The drawing console on one of a terminal's streams.</summary>
internal static class TerminalConsole
{
    public static IAnsiConsole Of(Terminal terminal, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal.HasColor ? AnsiSupport.Yes : AnsiSupport.Detect,
            ColorSystem = terminal.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        });
        console.Profile.Width = terminal.Width;
        return console;
    }
}
