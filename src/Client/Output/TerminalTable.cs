using Spectre.Console;

namespace Search.Client.Output;

/// <summary>Draws tables for a person. Apart, so that piped commands do not load what draws.</summary>
internal static class TerminalTable
{
    public static void Write(Terminal terminal, TextTable table) => TerminalConsole.Of(terminal, terminal.Out).Write(Draw(table));

    public static Table Draw(TextTable table)
    {
        var drawn = new Table().Border(TableBorder.Simple);
        for (var column = 0; column < table.Headings.Count; column++)
            drawn.AddColumn(new TableColumn(new Markup($"[bold]{Markup.Escape(table.Headings[column])}[/]")) { Alignment = table.IsRight(column) ? Justify.Right : Justify.Left });
        foreach (var row in table.Rows)
            drawn.AddRow(row.Select(Coloured));
        return drawn;
    }

    // States are the only cells whose colour says something.
    private static Markup Coloured(string cell) => cell switch
    {
        "completed" or "done" => new Markup($"[green]{cell}[/]"),
        "running" => new Markup($"[blue]{cell}[/]"),
        "failed" or "damaged" => new Markup($"[red]{cell}[/]"),
        "paused" or "pausedAtRung" or "pausedByUser" or "interrupted" => new Markup($"[yellow]{cell}[/]"),
        _ => new Markup(Markup.Escape(cell)),
    };
}
