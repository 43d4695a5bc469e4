using System.CommandLine;
using System.Text.Json;
using Search.Boards;
using Search.Client.Experiments;
using Search.Client.Output;
using Search.Experiments;
using Search.Store;

namespace Search.Client.Commands;

internal static class ListCommand
{
    public static Command Create(CommandLine line) => line.Reading("list", "All experiments, the newest first.", [], async (_, context, cancellationToken) =>
    {
        var (experiments, damaged) = (new List<ExperimentSummary>(), new List<DamagedExperiment>());
        foreach (var id in await context.Library.ListAsync(cancellationToken))
        {
            try
            {
                experiments.Add(ExperimentSummary.Of((await context.Library.LoadAsync(id, cancellationToken)).State));
            }
            catch (Exception failure) when (failure is CorruptExperimentException or StoreUnavailableException)
            {
                damaged.Add(new(id, failure.Message));
            }
        }
        var list = new ExperimentList([.. experiments.OrderByDescending(experiment => experiment.CreatedAt).ThenBy(experiment => experiment.Experiment, StringComparer.Ordinal)], damaged);
        if (context.IsJson)
            context.Say(JsonSerializer.SerializeToUtf8Bytes(list, ClientJson.Default.ExperimentList));
        else
            Show(context, list);
        return ExitCode.Done;
    });

    private static void Show(CommandContext context, ExperimentList list)
    {
        if (list.Experiments.Count + list.Damaged.Count == 0)
        {
            context.Note($"{context.Library.Place} holds no experiment yet: search launch SPEC starts one, search demo shows how.");
            return;
        }
        var live = context.HasRunner;
        var table = new TextTable("experiment", "status", "stage", ">trials", ">best", "objective", ">time", "launched");
        foreach (var experiment in list.Experiments)
            table.Add(experiment.Experiment, experiment.Status == ExperimentStatus.Running && !live ? "interrupted" : Format.Name(experiment.Status), experiment.Stage ?? "-",
                Format.Number(experiment.Trials), Format.Value(experiment.Best), experiment.Objective, Format.Duration(experiment.Seconds), Format.Time(experiment.CreatedAt));
        foreach (var each in list.Damaged)
            table.Add(each.Experiment, "damaged", "-", "-", "-", "-", "-", "-");
        context.Say(table);
        foreach (var each in list.Damaged)
            context.Terminal.Error.WriteLine(each.Reason);
    }
}
