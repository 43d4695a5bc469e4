using Search.Randomness;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class Pb2SchedulerTests(ITestOutputHelper output) : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => new Pb2Scheduler(new PopulationSettings { MaxEpochs = 9, Population = 5, Interval = 3, Quantile = 0.4 }, Space, seed: 1);

    [Fact]
    public void Forks_move_to_where_the_gains_are()
    {
        // A member gains the more the nearer its dropout is to 0.6; perturbing at random would leave forks where their parents are.
        var scheduler = new Pb2Scheduler(new PopulationSettings { MaxEpochs = 30, Population = 12, Interval = 3 }, Space, seed: 1);
        var (values, forks) = (new Dictionary<int, double>(), new List<double>());
        for (var trial = 0; trial < 12; trial++)
        {
            values[trial] = 10;
            scheduler.Added(trial, SchedulerRun.Proposal(trial), scheduler.First, null);
        }
        var configurations = Enumerable.Range(0, 12).ToDictionary(trial => trial, SchedulerRun.Proposal);
        for (var (epoch, next, alive) = (3, 12, Enumerable.Range(0, 12).ToList()); epoch < 30; epoch += 3)
        {
            foreach (var trial in alive)
                scheduler.Measured(trial, epoch, values[trial] -= Math.Max(0, 0.5 - Math.Abs(configurations[trial]["dropout"].Number - 0.6)));
            foreach (var trial in alive.ToArray())
                if (scheduler.Decide(trial, epoch).Action == Search.Experiments.TrialAction.Stop)
                {
                    scheduler.Ended(trial);
                    alive.Remove(trial);
                }
            while (scheduler.Promotable() is { } fork)
            {
                scheduler.Added(next, configurations[next] = fork.Successor!.Configuration, new Fidelity(fork.Target), fork.Trial);
                values[next] = values[fork.Trial];
                alive.Add(next++);
                if (epoch >= 12)
                    forks.Add(fork.Successor.Configuration["dropout"].Number);
            }
        }

        output.WriteLine(string.Join(", ", forks.Select(dropout => dropout.ToString("0.00"))));
        Assert.True(forks.Count(dropout => Math.Abs(dropout - 0.6) < 0.15) >= 0.7 * forks.Count);
    }

    [Fact]
    public void The_process_interpolates_forgets_and_is_unsure_far_away()
    {
        var random = new SearchRandom(3);
        (double[], double, double)[] samples = [.. Enumerable.Range(0, 40).Select(i => (double[])[random.NextDouble()]).Select((point, i) => (point, i / 10.0, Math.Sin(4 * point[0])))];

        var process = TimeVaryingProcess.Fit(samples);

        Assert.InRange(process.At([0.4], 4).Mean, Math.Sin(1.6) - 0.15, Math.Sin(1.6) + 0.15);
        Assert.True(process.At([0.4], 40).Deviation > 2 * process.At([0.4], 4).Deviation);
    }
}
