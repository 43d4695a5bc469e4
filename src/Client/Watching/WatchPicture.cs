using Search.Client.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Search.Client.Watching;

/// <summary>Draws frames in place on a terminal.</summary>
internal static class WatchPicture
{
    private const int BarWidth = 40;

    /// <summary>Shows whatever frames <paramref name="follow"/> hands out until it ends.</summary>
    public static Task ShowAsync(Terminal terminal, TextWriter writer, Func<Action<WatchFrame>, Task> follow) =>
        TerminalConsole.Of(terminal, writer).Live(new Markup("")).AutoClear(false).StartAsync(picture => follow(frame =>
        {
            picture.UpdateTarget(Draw(frame));
            picture.Refresh();
        }));

    private static Rows Draw(WatchFrame frame)
    {
        var parts = new List<IRenderable> { new Markup($"[bold]{Markup.Escape(frame.Title)}[/]") };
        if (frame.Progress is { } progress)
        {
            var full = (int)Math.Round(BarWidth * Math.Clamp(progress, 0, 1));
            parts.Add(new Markup(FormattableString.Invariant($"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/] {progress:P0}")));
        }
        parts.Add(new Markup(Markup.Escape(frame.Line)));
        if (frame.Leaders.Rows.Count > 0)
            parts.Add(TerminalTable.Draw(frame.Leaders));
        if (frame.Slots.Rows.Count > 0)
            parts.Add(TerminalTable.Draw(frame.Slots));
        return new Rows(parts);
    }
}
