using System.Diagnostics;
using Search.Experiments;
using Search.Randomness;
using Search.Samplers;
using Search.Simulation.Functions;

namespace Search.Bench.Optuna;

/// <summary>Processor time of a proposal after a thousand and ten thousand finished trials, each after one more trial has settled.</summary>
internal static class ProposalBench
{
    private const int WarmUp = 15, Proposals = 45;

    /// <summary>Measures samplers on a function whose trials are known from random search.</summary>
    public static void Run(Options options)
    {
        var function = TestFunctions.Create(options.Text("--function") ?? "hartmann6", 1);
        Console.WriteLine($"processor time of a proposal on {function.Name} in ms, {Proposals} proposals: mean, median, slowest; and the first one of a fresh sampler");
        foreach (var trials in (int[])[1_000, 10_000])
            foreach (var name in options.List("--samplers", "bohb,gp,tpe,cmaes,evolution,nsga2,sobol"))
            {
                var (context, random) = (new SamplerContext { Space = function.Space, MaxEpochs = 27, IsMultiFidelity = true }, new RandomSampler(function.Space));
                for (var trial = 0; trial < trials; trial++)
                    Settle(context, function, trial, random);
                var sampler = SamplerRegistry.Create(new ComponentSpec(name), context);
                var first = Milliseconds(() => sampler.Propose(trials, 1));
                var times = new List<double>();
                for (var trial = trials; trial < trials + WarmUp + Proposals; trial++)
                {
                    Settle(context, function, trial, random);
                    var taken = Milliseconds(() => sampler.Propose(trial + 1, (ulong)trial));
                    if (trial >= trials + WarmUp)
                        times.Add(taken);
                }
                Console.WriteLine(FormattableString.Invariant($"{trials,6} trials  {name,-10} {times.Average(),7:0.0} {Medians.Of(times),7:0.0} {times.Max(),7:0.0}   first {first,7:0.0}"));
            }
    }

    /// <summary>A trial that rests at the first, second or last rung.</summary>
    private static void Settle(SamplerContext context, TestFunction function, int trial, RandomSampler random)
    {
        var configuration = random.Propose(trial, Seeds.Derive(1, "trial", trial));
        context.History.Add(trial, configuration);
        var noise = new SearchRandom(Seeds.Derive(1, "noise", trial));
        var last = trial % 9 == 0 ? 27 : trial % 3 == 0 ? 9 : 3;
        for (var epoch = 1; epoch <= last; epoch++)
            context.History.Measure(trial, epoch, 1, function.Value(configuration) + 1.0 / epoch + 0.05 * noise.NextNormal());
        if (last == 27)
            context.History.End(trial, PastOutcome.Completed);
        else
            context.History.Pause(trial);
    }

    private static double Milliseconds(Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
    }
}
