using CsCheck;
using Search.Objectives;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class ParetoSchedulerTests : SchedulerContract
{
    protected override int MaxEpochs => 9;

    protected override int? UnknownEpoch => 2;

    protected override int Objectives => 2;

    protected override IScheduler Create() => Pareto(2);

    [Fact]
    public void The_first_front_goes_on_first_and_of_it_the_ends_and_the_least_crowded()
    {
        // Front 1: (0,9) (1,5) (2,4) (9,0). Of nine trials three go on: both ends, then (2,4), whose neighbours lie further apart than those of (1,5).
        var scheduler = Create();
        (double, double)[] points = [(2, 4), (9, 3), (9, 0), (3, 9), (0, 9), (1, 5), (9, 9), (8, 9), (9, 8)];
        for (var trial = 0; trial < points.Length; trial++)
            scheduler.Measured(trial, 1, points[trial].Item1, points[trial].Item2);

        var promoted = new List<int>();
        while (scheduler.Promotable() is { } decision)
        {
            promoted.Add(decision.Trial);
            scheduler.Continued(decision.Trial, decision.Target);
        }

        Assert.Equal([2, 4, 0], promoted);
        Assert.Equal((4, 9, "waits, in front 1; the best 3 go on"), (scheduler.Decide(5, 1).Reason.Rank, scheduler.Decide(5, 1).Reason.Of, scheduler.Decide(5, 1).Reason.Text));
    }

    [Fact]
    public void Who_goes_on_is_dominated_by_nobody_who_does_not() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1]).Array[1, 40].Sample(points =>
        {
            var scheduler = Pareto(3);
            double[][] values = [.. points.Select(point => (double[])[point.Item1, point.Item2, point.Item3])];
            for (var trial = 0; trial < values.Length; trial++)
                scheduler.Measured(trial, 1, values[trial]);

            var promoted = new HashSet<int>();
            while (scheduler.Promotable() is { } decision)
            {
                promoted.Add(decision.Trial);
                scheduler.Continued(decision.Trial, decision.Target);
            }

            Assert.Equal(values.Length / 3, promoted.Count);
            Assert.All(promoted, trial => Assert.DoesNotContain(Enumerable.Range(0, values.Length).Where(other => !promoted.Contains(other)), other => ParetoFronts.Dominates(values[other], values[trial])));
        });

    [Fact]
    public void One_objective_is_asha() =>
        Gen.Double[0, 1].Array[1, 30].Sample(values =>
        {
            var (one, asha) = (Pareto(1), new AshaScheduler(new AshaSettings { MaxEpochs = 9 }));

            var (promoted, expected) = (Promoted(one, values), Promoted(asha, values));

            Assert.Equal(expected, promoted);
        });

    [Fact]
    public void A_trial_without_a_number_in_one_objective_ranks_last_and_is_never_promoted()
    {
        var scheduler = Create();
        for (var trial = 0; trial < 6; trial++)
            scheduler.Measured(trial, 1, -1, trial == 0 ? 0 : double.NaN);

        Assert.Equal(0, scheduler.Promotable()!.Trial);
        scheduler.Continued(0, 3);
        Assert.Null(scheduler.Promotable());
        Assert.Equal(6, scheduler.Decide(5, 1).Reason.Rank);
    }

    [Fact]
    public void Values_for_other_than_its_objectives_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Create().Measured(0, 1, 0.5));
        Assert.Equal(3, new ParetoSettings { Rungs = new() { MinEpochs = 0, MinFraction = 0.5 }, Objectives = 0 }.Errors().Count());
    }

    private static List<double> Promoted(IScheduler scheduler, double[] values)
    {
        var promoted = new List<int>();
        for (var trial = 0; trial < values.Length; trial++)
            scheduler.Measured(trial, 1, values[trial]);
        while (scheduler.Promotable() is { } decision)
        {
            promoted.Add(decision.Trial);
            scheduler.Continued(decision.Trial, decision.Target);
        }
        return [.. promoted.Select(trial => values[trial]).Order()]; // of equal values either may go on first
    }

    private static ParetoScheduler Pareto(int objectives) => new(new ParetoSettings { Rungs = new() { MaxEpochs = 9 }, Objectives = objectives });
}
