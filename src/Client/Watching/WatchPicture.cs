using System.Globalization;
using Search.Client.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Search.Client.Watching;

/// <summary>Draws frames in place on a terminal, each over the one before.</summary>
internal sealed class WatchPicture(Terminal terminal, TextWriter writer)
{
    private const int BarWidth = 40;
    private const string Escape = "\u001b[";

    private int shown;

    /// <summary>Draws a frame. Never taller than the terminal: what has scrolled away cannot be drawn over.</summary>
    public void Show(WatchFrame frame)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        TerminalConsole.Of(terminal, text).Write(Draw(frame));
        string[] lines = [.. text.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd()).Take(Math.Max(1, terminal.Height - 1))];
        // In one piece, so that nobody sees half a picture.
        var back = shown == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\r{Escape}{shown}A");
        writer.Write(back + string.Concat(lines.Select(line => $"{line}{Escape}K\n")) + $"{Escape}J");
        writer.Flush();
        shown = lines.Length;
    }

    private Rows Draw(WatchFrame frame)
    {
        var parts = new List<IRenderable> { Line(frame.Title, "bold") };
        if (frame.Progress is { } progress)
        {
            var full = (int)Math.Round(BarWidth * Math.Clamp(progress, 0, 1));
            parts.Add(new Markup(FormattableString.Invariant($"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/] {progress:P0}")));
        }
        parts.Add(Line(frame.Line, "default"));
        if (frame.Leaders.Rows.Count > 0)
            parts.Add(TerminalTable.Draw(frame.Leaders, terminal.Width));
        if (frame.Slots.Rows.Count > 0)
            parts.Add(TerminalTable.Draw(frame.Slots, terminal.Width));
        return new Rows(parts);
    }

    private Markup Line(string text, string style) => new($"[{style}]{Markup.Escape(TerminalTable.Cut(text, terminal.Width))}[/]");
}
