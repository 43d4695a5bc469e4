using System.CommandLine;
using Search.Boards;
using Search.Client.Output;
using Search.Experiments;

namespace Search.Client.Commands;

internal static class ShowCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        return line.Reading("show", "One experiment: its stages and what they found.", [id], async (arguments, context, cancellationToken) =>
        {
            var loaded = await context.Library.LoadAsync(await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken), cancellationToken);
            var view = ExperimentView.Of(loaded.State, Forecast.Of(loaded.Journal));
            if (context.IsJson)
                context.Say(BoardJson.Write(view));
            else
                Show(context, view);
            return ExitCode.Done;
        });
    }

    private static void Show(CommandContext context, ExperimentView view)
    {
        var interrupted = view.Status == ExperimentStatus.Running && !context.HasRunner;
        context.Say($"{view.Experiment}: {(interrupted ? "interrupted (its process ended)" : Format.Name(view.Status))}{(view.Reason is { } reason ? $": {reason}" : "")}");
        context.Say($"launched {Format.Time(view.CreatedAt)}, {Format.Count(view.Trials, "trial")}, {Format.Count(view.Epochs, "epoch")}, {Format.Duration(view.Seconds)} of slot time, {string.Join(", ", view.Objectives.Select(each => $"{each.Name} ({each.Direction})"))}");
        if (view.Data is { } data)
            context.Say($"{data.TrainImages} training images (sample {data.SampleTrainImages}), {data.ValidImages} validation, {data.TestImages} test, {data.Classes} classes");
        if (view.WarmStart.Count > 0)
            context.Say($"warm start from {string.Join(", ", view.WarmStart)}");
        foreach (var change in view.Widenings)
            context.Say($"space widened from trial {change.FromTrial} on: {string.Join(", ", change.Changes)}");
        if (view.Replayed > 0)
            context.Say($"{view.Replayed} epochs were trained once more, because their checkpoint was damaged or lost to the disk budget");
        if (view is { Progress: { } progress, SecondsLeft: { } left } && view.Status is ExperimentStatus.Running or ExperimentStatus.Paused)
            context.Say(FormattableString.Invariant($"{progress:P0} done, about {Format.Duration(left)} left on {Format.Count(view.Slots, "slot")}"));
        context.Say();
        var table = new TextTable("stage", "state", ">trials", ">epochs", ">images", ">time", ">best");
        foreach (var stage in view.Stages)
            table.Add(stage.Stage, stage.State, Format.Number(stage.Trials), Format.Number(stage.Epochs), Format.Number(stage.Images), Format.Duration(stage.Seconds), Format.Value(stage.Best));
        context.Say(table);
        foreach (var stage in view.Stages)
            foreach (var finding in stage.Findings)
                context.Say($"{stage.Stage}: {finding}");
        foreach (var warning in view.Data?.Warnings ?? [])
            context.Say($"data: {warning}");
        foreach (var problem in view.Problems)
            context.Say($"problem: {problem}");
        if (FrontText.Of(view.Objectives, view.Front) is { } front)
            context.Say(front);
        if (view.Winner is { } winner)
            context.Say($"{(view.Status == ExperimentStatus.Completed ? "winner" : "leader")}: trial {winner} (search trial {view.Experiment} {winner}; search export {view.Experiment} --trial best --to model.safetensors)");
        if (interrupted || view.Status == ExperimentStatus.Paused)
            context.Say($"search resume {view.Experiment} goes on with it");
    }
}
