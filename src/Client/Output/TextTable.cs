namespace Search.Client.Output;

/// <summary>Rows of text under headings.</summary>
/// <param name="headings">One per column; a leading <c>&gt;</c> puts the column to the right.</param>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> rows = [];

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Headings { get; } = [.. headings.Select(heading => heading.TrimStart('>'))];

    /// <summary>The rows, in order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => rows;

    /// <summary>True for columns of numbers.</summary>
    public bool IsRight(int column) => headings[column].StartsWith('>');

    /// <summary>Adds a row; it has a cell for every heading.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Aligned columns with two blanks between, no frame, no colour, no tabs.</summary>
    public void Write(TextWriter writer)
    {
        var widths = Headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        foreach (var row in rows.Prepend([.. Headings]))
            writer.WriteLine(string.Join("  ", row.Select((cell, column) => IsRight(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }
}
