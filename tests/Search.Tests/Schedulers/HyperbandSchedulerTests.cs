using CsCheck;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class HyperbandSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override IScheduler Create() => Hyperband(MaxEpochs);

    [Fact]
    public void A_sweep_is_the_papers_table()
    {
        // Li et al. (JMLR 2018), Algorithm 1 with R = 81, η = 3: n and r of the brackets s = 4 … 0.
        var scheduler = Hyperband(81);

        var starts = new List<int>();
        for (var trial = 0; trial < 81 + 34 + 15 + 8 + 5; trial++)
        {
            starts.Add(scheduler.First.Epochs);
            scheduler.Added(trial, SchedulerRun.Proposal(trial), scheduler.First, null);
        }

        Assert.Equal([(1, 81), (3, 34), (9, 15), (27, 8), (81, 5)], starts.CountBy(start => start).Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(1, scheduler.First.Epochs); // the next sweep begins
    }

    [Fact]
    public void Brackets_fill_side_by_side_and_none_falls_behind_its_share() =>
        Gen.Int[1, 400].Sample(count =>
        {
            var (scheduler, sizes) = (Hyperband(81), new Dictionary<int, int> { [1] = 81, [3] = 34, [9] = 15, [27] = 8, [81] = 5 });
            var starts = new List<int>();
            for (var trial = 0; trial < count; trial++)
            {
                starts.Add(scheduler.First.Epochs);
                scheduler.Added(trial, SchedulerRun.Proposal(trial), scheduler.First, null);
            }

            // D'Hondt's rule never gives less than the share rounded down.
            Assert.All(sizes, pair => Assert.True(starts.Count(start => start == pair.Key) >= count * pair.Value / 143));
        });

    [Fact]
    public void Inside_a_bracket_only_its_own_trials_are_compared()
    {
        var scheduler = Hyperband(9);
        var (first, trial) = (new List<int>(), 0);
        for (; trial < 9 + 5 + 3; trial++)
        {
            var start = scheduler.First;
            Arrive(scheduler, trial, trial);
            if (start.Epochs == 1)
                first.Add(trial);
        }

        var promoted = new List<int>();
        while (scheduler.Promotable() is { } decision)
        {
            Assert.Contains(decision.Reason.Rung!.Value == 1 ? "bracket 1 of 3" : "bracket 2 of 3", decision.Reason.Text, StringComparison.Ordinal);
            if (decision.Reason.Rung == 1)
                promoted.Add(decision.Trial);
            scheduler.Continued(decision.Trial, decision.Target);
        }
        Assert.Equal(first.Take(3), promoted);
    }

    [Fact]
    public void One_bracket_is_asha() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 40], Gen.ULong).Sample((values, seed) =>
        {
            var rungs = new AshaSettings { MaxEpochs = 27 };

            var asha = new SchedulerRun(new AshaScheduler(rungs), values, seed, 1);
            var hyperband = new SchedulerRun(new HyperbandScheduler(new() { Rungs = rungs, Brackets = 1 }), values, seed, 1);

            Assert.Equal(asha.Answers, hyperband.Answers);
        });

    [Fact]
    public void Contradicting_settings_are_all_named()
    {
        string[] errors = [.. new HyperbandSettings { Rungs = new() { MinEpochs = 0, MinFraction = 2 }, Brackets = -1 }.Errors()];

        Assert.Equal(3, errors.Length);
        Assert.Contains("only 4 rungs", Assert.Single(new HyperbandSettings { Brackets = 5 }.Errors()), StringComparison.Ordinal);
    }

    private static HyperbandScheduler Hyperband(int maxEpochs) => new(new HyperbandSettings { Rungs = new() { MaxEpochs = maxEpochs } });
}
