using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Search.Experiments;
using Search.Simulation;
using Search.Simulation.Tables;
using Search.Spaces;
using Search.Specs;

namespace Search.Bench.Optuna;

/// <summary>Asynchronous workers on recorded learning curves: our default search against Optuna's TPE with Hyperband, regret by epochs spent.</summary>
internal sealed class TableBench
{
    private static readonly string[] Kinds = ["", "observed value (best of any epoch)", "last value of the incumbent"];

    private readonly int workers, seeds, processes, full, epochs;
    private readonly string[] samplers, schedulers;
    private readonly string theirs, kept;
    private readonly ExperimentSpec spec;
    private readonly CurveTable table;

    public TableBench(Options options, string sweep, string curves)
    {
        (workers, seeds, processes) = (options.Number("--workers", 8), options.Number("--seeds", 60), options.Number("--processes", Environment.ProcessorCount));
        (samplers, schedulers, theirs) = (options.List("--samplers", "auto"), options.List("--schedulers", "auto"), options.Text("--optuna") ?? "tpe");
        var read = SweepFile.ReadSimulationFile(sweep);
        spec = read.Spec ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
        var space = spec.Augmentation.Aggregate(spec.Space, (space, technique) => space.With(new Parameter
        {
            Name = technique.Parameter,
            Domain = technique.Levels.Count == 1 ? new ConstantDomain(technique.Levels[0]) : new OrdinalDomain(technique.Levels),
        }));
        table = CsvCurves.Read(File.ReadAllText(curves), space);
        full = spec.MaxEpochs;
        epochs = options.Number("--equivalents", 100) * full;
        // A table that has grown is another table.
        kept = Path.Combine(options.Text("--out") ?? "optuna-results", FormattableString.Invariant($"table-{Path.GetFileNameWithoutExtension(curves)}-{table.Trials.Count}x{table.Seeds.Count}-{workers}-{epochs}.jsonl"));
    }

    public void Run()
    {
        Console.WriteLine($"{table.Trials.Count} configurations, {table.Seeds.Count} recorded seeds, {full} epochs; {workers} workers, {seeds} searches each, {epochs} epochs = {epochs / full} full evaluations");
        var peers = Theirs();
        Console.WriteLine(FormattableString.Invariant($"Optuna {theirs} + hyperband: {Medians.Of([.. peers.Select(run => (double)run.Trials)])} trials, {1000 * Medians.Of([.. peers.Select(run => run.Seconds / run.Trials)]):0.0} ms a trial"));
        foreach (var sampler in samplers)
            foreach (var scheduler in schedulers)
            {
                var runs = new TableRun[seeds];
                Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = processes }, seed => runs[seed] = Ours(sampler, scheduler, seed + 1));
                Console.WriteLine();
                Console.WriteLine(FormattableString.Invariant($"sampler {sampler}, scheduler {scheduler}: {Medians.Of([.. runs.Select(run => (double)run.Trials)])} trials, {1000 * Medians.Of([.. runs.Select(run => run.Seconds / run.Trials)]):0.0} ms a trial"));
                for (var kind = 1; kind <= 2; kind++)
                    Compare(runs, peers, kind);
            }
    }

    private void Compare(TableRun[] ours, TableRun[] peers, int kind)
    {
        Console.WriteLine($"  regret of the {Kinds[kind]}, median (mean):");
        foreach (var share in (double[])[0.1, 0.25, 0.5, 0.75, 1])
        {
            var spent = (long)(share * epochs);
            Console.WriteLine($"    {spent,6} epochs  ours {Show(ours, spent, kind),-20} Optuna {Show(peers, spent, kind)}");
        }
        foreach (var (name, middle) in ((string, Func<IReadOnlyList<double>, double>)[])[("median", Medians.Of), ("mean", values => values.Average())])
        {
            var wanted = middle(At(peers, epochs, kind));
            var reached = Enumerable.Range(1, epochs).Cast<int?>().FirstOrDefault(spent => middle(At(ours, spent!.Value, kind)) <= wanted);
            Console.WriteLine(reached is { } spent
                ? FormattableString.Invariant($"    Optuna's {name} at {epochs} epochs ({wanted:0.0000}) is reached after {spent} epochs, {(double)spent / epochs:P0}: {(spent <= epochs / 2 ? "REACHED" : "not reached")} (wanted: at most half)")
                : FormattableString.Invariant($"    Optuna's {name} at {epochs} epochs ({wanted:0.0000}) is not reached"));
        }
    }

    private static string Show(TableRun[] runs, long spent, int kind) => FormattableString.Invariant($"{Medians.Of(At(runs, spent, kind)):0.0000} ({At(runs, spent, kind).Average():0.0000})");

    private static double[] At(TableRun[] runs, long spent, int kind) => [.. runs.Select(run => run.After(spent, kind))];

    private TableRun[] Theirs()
    {
        var known = new ResultFile<TableRun>(kept);
        var jobs = new ConcurrentQueue<int>(Enumerable.Range(1, seeds).Where(seed => !known.Has(TableRun.KeyOf(theirs, seed))));
        if (!jobs.IsEmpty)
            Console.Error.WriteLine($"{jobs.Count} runs of Optuna are missing; results are kept as they come");
        Thread[] threads = [.. Enumerable.Range(0, jobs.IsEmpty ? 0 : processes).Select(_ => new Thread(() =>
        {
            using var optuna = new OptunaProcess();
            while (jobs.TryDequeue(out var seed))
                known.Add(Theirs(optuna, seed));
        }))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return [.. Enumerable.Range(1, seeds).Select(seed => known[TableRun.KeyOf(theirs, seed)])];
    }

    private TableRun Theirs(OptunaProcess optuna, int seed)
    {
        var asked = new List<Curve>();
        var job = new JsonObject
        {
            ["sampler"] = theirs,
            ["seed"] = seed,
            ["workers"] = workers,
            ["epochs"] = epochs,
            ["maxEpochs"] = full,
            ["direction"] = spec.Objective.Direction,
            ["space"] = OptunaProcess.Describe(table.Space),
        };
        var result = optuna.Run(job, configuration =>
        {
            var curve = table.Nearest(configuration).Of(SeedOf(seed));
            asked.Add(curve);
            return new JsonObject { ["values"] = new JsonArray([.. curve.Values.Take(full).Select(values => (JsonNode)values[0])]), ["seconds"] = curve.SecondsOf(1) };
        });
        var events = result["events"]!.AsArray().Select(e => (asked[e![1]!.GetValue<int>()], e[3]?.GetValue<double>()));
        return new TableRun(theirs, seed, Incumbents(events, seed), result["seconds"]!.GetValue<double>(), asked.Count);
    }

    private TableRun Ours(string sampler, string scheduler, int seed)
    {
        var own = spec with
        {
            Space = table.Space,
            Augmentation = [],
            Data = null,
            Stages = ["joint"],
            Sampler = new ComponentSpec(sampler),
            Scheduler = new ComponentSpec(scheduler),
            Budget = new BudgetSpec { Epochs = epochs },
            Seed = (ulong)seed,
        };
        var experiment = Experiment.Create("bench", own, null, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, new TableObjective(table, own.Objectives, full), workers);
        var clock = Stopwatch.StartNew();
        simulator.Run();
        var seconds = clock.Elapsed.TotalSeconds;
        var curves = experiment.State.Trials.Select(trial => table.Nearest(trial.Plan.Configuration).Of(SeedOf(seed))).ToArray();
        var events = simulator.Evaluations.Select(evaluation => (curves[evaluation.Trial], evaluation.IsFailure ? (double?)null : evaluation.Values[0]));
        return new TableRun($"{sampler}/{scheduler}", seed, Incumbents(events, seed), seconds, experiment.State.Trials.Count);
    }

    /// <summary>As the objective's own rule: the search's seed picks the recorded one.</summary>
    private int SeedOf(int seed) => table.Seeds[seed % table.Seeds.Count];

    private double[][] Incumbents(IEnumerable<(Curve Curve, double? Value)> events, int seed)
    {
        Curve[] all = [.. table.Trials.Select(trial => trial.Of(SeedOf(seed)))];
        var best = all.SelectMany(curve => curve.Values.Take(full)).Min(values => spec.Objective.ToInternal(values[0]));
        var bestLast = all.Min(Last);
        var (incumbents, least, spent) = (new List<double[]>(), double.PositiveInfinity, 0);
        foreach (var (curve, value) in events)
        {
            spent++;
            if (value is not { } observed || spec.Objective.ToInternal(observed) >= least)
                continue;
            least = spec.Objective.ToInternal(observed);
            incumbents.Add([spent, least - best, Math.Min(1, Last(curve) - bestLast)]);
        }
        return [.. incumbents];
    }

    /// <summary>Internal value of the last epoch; infinite where the training failed before.</summary>
    private double Last(Curve curve) => curve.Values.Count >= full ? spec.Objective.ToInternal(curve.Values[full - 1][0]) : double.PositiveInfinity;
}
