using System.CommandLine;
using System.Text.Json;
using Search.Client.Experiments;
using Search.Client.Output;

namespace Search.Client.Commands;

internal static class CompareCommand
{
    public static Command Create(CommandLine line)
    {
        var (first, second) = (Symbols.Experiment("FIRST"), Symbols.Experiment("SECOND"));
        return line.Reading("compare", "Two experiments side by side.", [first, second], async (arguments, context, cancellationToken) =>
        {
            var a = await context.Library.LoadAsync(await context.Library.ResolveAsync(arguments.GetRequiredValue(first), cancellationToken), cancellationToken);
            var b = await context.Library.LoadAsync(await context.Library.ResolveAsync(arguments.GetRequiredValue(second), cancellationToken), cancellationToken);
            var comparison = Comparison.Of(a.State, b.State);
            if (context.IsJson)
                context.Say(JsonSerializer.SerializeToUtf8Bytes(comparison, ClientJson.Default.Comparison));
            else
                Show(context, comparison);
            return ExitCode.Done;
        });
    }

    private static void Show(CommandContext context, Comparison comparison)
    {
        var (a, b) = (comparison.First, comparison.Second);
        var table = new TextTable("", a.Experiment, b.Experiment);
        table.Add("status", Format.Name(a.Status), Format.Name(b.Status));
        table.Add("objective", $"{a.Objective} ({a.Direction})", $"{b.Objective} ({b.Direction})");
        table.Add("trials", Format.Number(a.Trials), Format.Number(b.Trials));
        table.Add("epochs", Format.Number(a.Epochs), Format.Number(b.Epochs));
        table.Add("slot time", Format.Duration(a.Seconds), Format.Duration(b.Seconds));
        table.Add("winner", Format.Number(a.Winner), Format.Number(b.Winner));
        table.Add("its value", Winner(comparison.FirstWinner), Winner(comparison.SecondWinner));
        table.Add("its test value", Format.Test(comparison.FirstWinner?.Test), Format.Test(comparison.SecondWinner?.Test));
        foreach (var difference in comparison.Differences)
            table.Add(difference.Key, difference.First ?? "-", difference.Second ?? "-");
        context.Say(table);
        context.Say(comparison.Verdict);
    }

    private static string Winner(Boards.LeaderboardRow? row) => row is null ? "-" : $"{Format.Value(row.Value)} ({Format.Interval(row.Ci95)})";
}
