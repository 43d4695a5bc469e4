using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Search.Experiments;
using Search.Simulation;
using Search.Simulation.Functions;

namespace Search.Bench.Optuna;

/// <summary>Sequential searches on shifted and rotated functions: our samplers against Optuna's best.</summary>
internal sealed class FunctionBench(Options options)
{
    private readonly ulong instance = ulong.Parse(options.Text("--instance") ?? "1", CultureInfo.InvariantCulture);
    private readonly string[] functions = options.List("--functions", "branin,hartmann6,rosenbrock4,ackley10,mixed,noisy");
    private readonly string[] theirs = options.List("--optuna", "tpe,tpe-multivariate,cmaes,qmc,random");
    private readonly string[] ours = options.List("--samplers", "auto");
    private readonly int[] budgets = [.. options.List("--budgets", "50,100,200").Select(text => int.Parse(text, CultureInfo.InvariantCulture)).Order()];
    private readonly int seeds = options.Number("--seeds", 30);
    private readonly double power = double.Parse(options.Text("--power") ?? "1", CultureInfo.InvariantCulture);
    private readonly int processes = options.Number("--processes", Environment.ProcessorCount);

    public void Run()
    {
        var known = new ResultFile<FunctionRun>(Path.Combine(options.Text("--out") ?? "optuna-results", FormattableString.Invariant($"functions-{instance}{(power == 1 ? "" : $"-power{power}")}-{budgets[^1]}.jsonl")));
        RunTheirs(known);
        Console.WriteLine(FormattableString.Invariant($"instance {instance}{(power == 1 ? "" : $", scales misdeclared by the power {power}")}, {seeds} seeds: median gap to the minimum; ratio of medians to Optuna's best sampler with its upper 95 % bound"));
        foreach (var sampler in ours)
            Compare(sampler, known);
    }

    private void RunTheirs(ResultFile<FunctionRun> known)
    {
        var jobs = new ConcurrentQueue<(string Function, string Sampler, int Seed)>(functions
            .SelectMany(_ => theirs, (function, sampler) => (function, sampler))
            .SelectMany(_ => Enumerable.Range(1, seeds), (pair, seed) => (pair.function, pair.sampler, seed))
            .Where(job => !known.Has(FunctionRun.KeyOf(job.function, job.sampler, job.seed))));
        if (jobs.IsEmpty)
            return;
        Console.Error.WriteLine($"{jobs.Count} runs of Optuna are missing; results are kept as they come");
        Thread[] threads = [.. Enumerable.Range(0, processes).Select(_ => new Thread(() =>
        {
            using var optuna = new OptunaProcess();
            while (jobs.TryDequeue(out var job))
                known.Add(Theirs(optuna, job.Function, job.Sampler, job.Seed));
        }))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
    }

    private TestFunction Function(string name) => power == 1 ? TestFunctions.Create(name, instance) : new MisdeclaredFunction(TestFunctions.Create(name, instance), power);

    private FunctionRun Theirs(OptunaProcess optuna, string name, string sampler, int seed)
    {
        var function = Function(name);
        var (gaps, best, gap) = (new List<double>(), double.PositiveInfinity, double.PositiveInfinity);
        var job = new JsonObject { ["sampler"] = sampler, ["seed"] = seed, ["trials"] = budgets[^1], ["space"] = OptunaProcess.Describe(function.Space) };
        var result = optuna.Run(job, configuration =>
        {
            var value = function.Observe(configuration, (ulong)seed);
            if (value < best)
                (best, gap) = (value, Math.Max(0, function.Value(configuration) - function.Minimum));
            gaps.Add(gap);
            return new JsonObject { ["value"] = value };
        });
        return new FunctionRun(name, sampler, seed, [.. gaps], result["seconds"]!.GetValue<double>());
    }

    /// <summary>Every budget is a search of its own: the number of trials is known to the sampler, as a user would tell it.</summary>
    private FunctionRun Ours(string name, string sampler, int seed, int trials)
    {
        var function = Function(name);
        var objective = new FunctionObjective(function);
        var experiment = Experiment.Create("bench", new ExperimentSpec
        {
            Name = "bench",
            Objective = new ObjectiveSpec("value", Maximize: false),
            Space = function.Space,
            Stages = ["joint"],
            Sampler = new ComponentSpec(sampler),
            Scheduler = new ComponentSpec("none"),
            MaxEpochs = 1,
            Promote = new PromoteSpec { Top = 1 },
            Budget = new BudgetSpec { Trials = trials },
            Seed = (ulong)seed,
        }, null, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, objective, 1);
        var clock = Stopwatch.StartNew();
        simulator.Run();
        var seconds = clock.Elapsed.TotalSeconds;
        if (simulator.Evaluations.Count != trials)
            throw new InvalidOperationException($"{sampler} made {simulator.Evaluations.Count} evaluations on {name}, but {trials} were wanted: {experiment.State.StatusReason}");
        var trace = new AnytimeTrace(experiment.State, simulator.Evaluations, objective);
        return new FunctionRun(name, sampler, seed, [.. Enumerable.Range(1, trials).Select(spent => trace.After(spent)!.Regret!.Value)], seconds);
    }

    private void Compare(string sampler, ResultFile<FunctionRun> known)
    {
        Console.WriteLine();
        Console.WriteLine($"{"function",-12} {"budget",6} {sampler,12} {"Optuna best",12} {"(which)",-17} {"ratio",8} {"bound",8}   {string.Join(' ', theirs.Select(their => their.PadLeft(16)))}");
        var bounds = budgets.ToDictionary(budget => budget, _ => new List<double>());
        var times = new List<(string Function, double Ours, double Theirs, string Best)>();
        foreach (var function in functions)
            foreach (var budget in budgets)
            {
                var runs = new FunctionRun[seeds];
                Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = processes }, seed => runs[seed] = Ours(function, sampler, seed + 1, budget));
                double[] gaps = [.. runs.Select(run => run.Gaps[^1])];
                var peers = theirs.ToDictionary(their => their, their => Enumerable.Range(1, seeds).Select(seed => known[FunctionRun.KeyOf(function, their, seed)]).ToArray());
                double[] Gaps(string their) => [.. peers[their].Select(run => run.Gaps[budget - 1])];
                var best = theirs.MinBy(their => Medians.Of(Gaps(their)))!;
                var (ratio, bound) = (Medians.Ratio(gaps, Gaps(best)), Medians.UpperBound(gaps, Gaps(best)));
                bounds[budget].Add(bound);
                if (budget == budgets[^1])
                    times.Add((function, Medians.Of([.. runs.Select(run => run.Seconds / budget)]), Medians.Of([.. peers[best].Select(run => run.Seconds / budgets[^1])]), best));
                Console.WriteLine($"{function,-12} {budget,6} {Text(Medians.Of(gaps)),12} {Text(Medians.Of(Gaps(best))),12} {best,-17} {Text(ratio),8} {Text(bound),8}   {string.Join(' ', theirs.Select(their => Text(Medians.Of(Gaps(their))).PadLeft(16)))}");
            }
        Console.WriteLine();
        foreach (var budget in budgets)
        {
            var (fine, better) = (bounds[budget].Count(bound => bound <= 1.1), bounds[budget].Count(bound => bound < 1));
            Console.WriteLine($"{budget} evaluations: bound <= 1.1 on {fine} of {functions.Length}, < 1 on {better}: {(fine == functions.Length && better >= 4 ? "REACHED" : "not reached")} (wanted: all, and at least 4)");
        }
        foreach (var (function, own, their, best) in times)
            Console.WriteLine(FormattableString.Invariant($"time of a proposal on {function} over {budgets[^1]}: {1000 * own:0.00} ms, Optuna's {best} {1000 * their:0.00} ms ({their / own:0.0} x)"));
    }

    private static string Text(double number) => number.ToString("G3", CultureInfo.InvariantCulture);
}
