using System.CommandLine;
using Search.Boards;
using Search.Client.Experiments;
using Search.Client.Output;

namespace Search.Client.Commands;

internal static class TrialCommand
{
    public static Command Create(CommandLine line)
    {
        var (id, number) = (Symbols.Experiment(), Symbols.Trial());
        return line.Reading("trial", "One trial with everything that was measured.", [id, number], async (arguments, context, cancellationToken) =>
        {
            var loaded = await context.Library.LoadAsync(await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken), cancellationToken);
            var view = TrialView.Of(loaded.State, loaded.State.TrialNumber(arguments.GetValue(number)));
            if (context.IsJson)
                context.Say(BoardJson.Write(view));
            else
                Show(context, view);
            return ExitCode.Done;
        });
    }

    private static void Show(CommandContext context, TrialView view)
    {
        context.Say($"trial {view.Trial} of {view.Experiment}: {Format.Name(view.Role)}{(view.Label is { } label ? $" ({label})" : "")}, {Format.Name(view.State)}, rank {Format.Number(view.Rank)} in {view.Stage}");
        var others = string.Concat(view.Objectives.Zip(view.Values).Skip(1).Select(pair => $", {pair.First.Name} {Format.Value(pair.Second)}"));
        context.Say($"value {Format.Value(view.Value)} ({Format.Interval(view.Ci95)}){others}, test {Format.Test(view.Test)}, {view.Epochs} epochs on {view.TrainImages} images, seed {view.Seed}{(view.Parent is { } parent ? $", from trial {parent}" : "")}");
        if (view.Reason is { } reason)
            context.Say($"reason: {reason}");
        context.Say($"attempts {view.Attempts}, {(view.Exact ? "exact" : "not exact: it crossed a numerics fingerprint or two attempts differed")}, {Format.Duration(view.Seconds)}{(view.Device is { } device ? $" on {device}" : "")}{(view.Fingerprint is { } print ? $" ({print})" : "")}");
        context.Say(string.Join(Environment.NewLine, view.Configuration.Select(pair => $"  {pair.Key}: {pair.Value}")));
        if (view.Measurements.Count == 0)
            return;
        context.Say();
        // Losses and accuracies have columns of their own, whether they are optimised or not.
        int[] further = [.. Enumerable.Range(0, view.Objectives.Count).Where(i => view.Objectives[i].Name is not ("validAccuracy" or "validLoss"))];
        var table = new TextTable([">epoch", ">attempt", ">trainLoss", ">trainAccuracy", ">validLoss", ">validAccuracy", .. further.Select(i => $">{view.Objectives[i].Name}"), ">learningRate", ">time"]);
        foreach (var m in view.Measurements)
            table.Add([Format.Number(m.Epoch), Format.Number(m.Attempt), Format.Value(m.TrainLoss), Format.Value(m.TrainAccuracy), Format.Value(m.ValidLoss), Format.Value(m.ValidAccuracy),
                .. further.Select(i => Format.Value(m.Values[i])), m.LearningRate?.ToString("G3", System.Globalization.CultureInfo.InvariantCulture) ?? "-", FormattableString.Invariant($"{m.Seconds:0.##} s")]);
        context.Say(table);
    }
}
