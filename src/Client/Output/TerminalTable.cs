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

    /// <summary>As the other, but every row on one line of so many characters: the last column is cut off where it does not fit.</summary>
    public static Table Draw(TextTable table, int width)
    {
        var last = table.Headings.Count - 1;
        // Each column has a blank on both sides, and the simple border one more between two and at the ends.
        var others = Enumerable.Range(0, last).Sum(column => table.Rows.Select(row => row[column].Length).Append(table.Headings[column].Length).Max() + 3) + 4;
        var fitting = new TextTable([.. table.Headings.Select((heading, column) => table.IsRight(column) ? ">" + heading : heading)]);
        foreach (var row in table.Rows)
            fitting.Add([.. row.Take(last), Cut(row[last], Math.Max(table.Headings[last].Length, width - others))]);
        return Draw(fitting);
    }

    /// <summary>A text in so many characters at most.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "…";

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
