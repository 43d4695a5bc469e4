using System.Globalization;
using Search.Client.Output;
using Search.Spaces;
using Search.Statistics;

namespace Search.Client.Simulations;

/// <summary>A simulation's report for a person.</summary>
internal static class SimulationText
{
    public static void Show(CommandContext context, SimulationReport report)
    {
        var objective = report.Objectives[0];
        context.Say($"{report.Name}: {string.Join(", ", report.Objectives.Select(each => $"{each.Name} ({each.Direction})"))} of {report.SourceName}; "
            + $"sampler {report.Sampler}, scheduler {report.Scheduler}, {Format.Count(report.Workers, "worker")}, {Format.Count(report.Runs.Count, "seed")}");
        context.Say();
        var isKnown = report.Points.Any(point => point.Regret is not null);
        var table = new TextTable([">epochs", ">full trials", $">{objective.Name}", "ci95", .. isKnown ? (string[])[">regret", "ci95"] : [], .. report.Reference is null ? (string[])[] : [">hypervolume", "ci95"], ">virtual time"]);
        foreach (var point in report.Points)
            table.Add([
                Format.Number(point.Epochs),
                (point.Epochs / (double)report.MaxEpochs).ToString("0.#", CultureInfo.InvariantCulture),
                .. Cells(point.Value),
                .. isKnown ? Cells(point.Regret) : [],
                .. report.Reference is null ? [] : Cells(point.Hypervolume),
                point.Seconds is { } seconds ? Format.Duration(seconds.Median) : "-",
            ]);
        context.Say(table);
        context.Say();
        context.Say(string.Create(CultureInfo.InvariantCulture, $"Medians over the seeds, with their 95 % intervals{(report.Runs.Count < 6 ? " (which need six seeds)" : "")}; a search began {Middle(report, run => run.Trials.Count):0.#} trials, of which {Middle(report, run => run.Trials.Count(trial => trial.State == "failed")):0.#} failed."));
        if (report.Reference is { } reference)
            ShowFront(context, report, reference);
        else if (Best(report) is var (run, incumbent))
            context.Say($"Best of all: {objective.Name} {Number(incumbent.Value)} by trial {incumbent.Trial} of seed {run.Seed} ({Format.Short(ConfigurationOf(run, incumbent.Trial))}).");
        foreach (var failed in report.Runs.Where(run => run.Status == "failed"))
            context.Note($"seed {failed.Seed}: {failed.Reason}");
    }

    private static void ShowFront(CommandContext context, SimulationReport report, IReadOnlyList<double> reference)
    {
        var best = report.Runs.MaxBy(run => run.Hypervolume)!;
        context.Say($"Hypervolumes are bounded by {string.Join(", ", report.Objectives.Select((each, i) => $"{each.Name} {Number(reference[i])}"))}. Pareto front of seed {best.Seed}, the largest ({Number(best.Hypervolume ?? 0)}):");
        context.Say();
        var table = new TextTable([">trial", ">epoch", .. report.Objectives.Select(each => ">" + each.Name), "configuration"]);
        foreach (var point in best.Front!)
            table.Add([Format.Number(point.Trial), Format.Number(point.Epoch), .. point.Values.Select(Number), Format.Short(ConfigurationOf(best, point.Trial))]);
        context.Say(table);
    }

    private static Configuration ConfigurationOf(SimulationRun run, int trial) => run.Trials[trial].Configuration;

    private static (SimulationRun Run, Simulation.Incumbent Incumbent)? Best(SimulationReport report)
    {
        var sign = report.Objectives[0].Direction == "maximize" ? -1 : 1;
        SimulationRun[] runs = [.. report.Runs.Where(run => run.Incumbents.Count > 0).OrderBy(run => sign * run.Incumbents[^1].Value)];
        return runs.Length > 0 ? (runs[0], runs[0].Incumbents[^1]) : null;
    }

    private static double Middle(SimulationReport report, Func<SimulationRun, double> figure) => MedianInterval.Median(report.Runs.Select(figure));

    private static string[] Cells(Spread? spread) => spread is null ? ["-", "-"] : [Number(spread.Median), spread.Ci95 is { } ci ? $"{Number(ci[0])}..{Number(ci[1])}" : "-"];

    private static string Number(double number) => number.ToString("G4", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
