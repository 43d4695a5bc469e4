using Search.Boards;
using Search.Experiments;
using Search.Randomness;
using Search.Simulation;
using Search.Simulation.Functions;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

/// <summary>A search that proposes no more once more would be a waste of time. All seeds are fixed, so no chance is left in these tests.</summary>
public sealed class GainRuleTests
{
    private static readonly ExperimentSpec Bowl = Specs.Default(trials: 200) with
    {
        Space = new SearchSpace { Parameters = [new() { Name = "x", Domain = new UniformDomain(-1, 1) }, new() { Name = "y", Domain = new UniformDomain(-1, 1) }] },
        Stages = [StageNames.Joint],
        Sampler = new("gp"),
        Scheduler = new("none"),
        Augmentation = [],
        MaxEpochs = 1,
        Promote = new() { Top = 1 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void On_a_smooth_bowl_it_ends_long_before_its_trials_within_the_gain_of_the_best_there_is(int seed)
    {
        var stage = Searches.Stage(StageNames.Joint, Bowl with { Seed = (ulong)seed, Budget = new() { Trials = 200, Gain = 0.001 } }, Curves());

        Assert.InRange(stage.Counted, 20, 60);
        Assert.InRange(stage.Trials[stage.HandOn!.Selected[0]].Value, -1, -1 + 0.001);
        Assert.Matches($"^No further configurations after {stage.Counted}: the remaining {200 - stage.Counted} are expected to bring .* at most, less than the 0.001 of budget.gain.$", stage.HandOn.Findings[^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Under_noise_it_ends_when_what_is_left_is_less_than_the_noise(int seed)
    {
        var stage = Searches.Stage(StageNames.Joint, Bowl with { Seed = (ulong)seed, Budget = new() { Trials = 200, GainAboveNoise = true } }, Curves(noise: 0.05));

        var winner = stage.Trials[stage.HandOn!.Selected[0]].Plan.Configuration;
        Assert.InRange(stage.Counted, 20, 150);
        Assert.InRange(Accuracy(winner), 1 - 2 * 0.05, 1);
        Assert.EndsWith("(estimated from the trials).", stage.HandOn.Findings[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_noisy_function_of_which_little_is_known_is_not_given_up_within_thirty_trials(int seed)
    {
        var function = TestFunctions.Create("noisy", instance: 1);
        var experiment = Experiment.Create("test-0001", Bowl with
        {
            Objective = new("value", Maximize: false),
            Space = function.Space,
            Seed = (ulong)seed,
            Budget = new() { Trials = 40, GainAboveNoise = true },
        }, null, DateTimeOffset.UnixEpoch);

        new Simulator(experiment, new FunctionObjective(function), 1).Run();

        Assert.Equal(40, experiment.State.Stages[0].Counted);
    }

    [Fact]
    public void An_hour_of_dear_trials_brings_less_than_one_of_cheap_ones()
    {
        var spec = Bowl with { Sampler = new("random"), Budget = new() { Trials = 30, GainPerHour = 0.01 } };

        var dear = Searches.Stage(StageNames.Joint, spec, Curves(seconds: 36_000));
        var cheap = Searches.Stage(StageNames.Joint, spec, Curves(seconds: 0.01));

        Assert.InRange(dear.Counted, 20, cheap.Counted - 1);
        Assert.Contains("an hour of one slot is expected to bring", dear.HandOn!.Findings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_configuration_was_repeated_the_noise_is_that_between_its_seeds()
    {
        var spec = Specs.Default(trials: 120) with { Stages = [StageNames.Augmentation, StageNames.Joint], MaxEpochs = 1, Scheduler = new("none"), Budget = new() { Trials = 120, GainAboveNoise = true } };

        var state = Searches.Run(spec, new Curves((plan, seed, _) => plan.Configuration["dropout"].Number / 10 + Noise(plan, seed, 0.1))).State;

        Assert.EndsWith("(measured by repeats).", state.Stages[1].HandOn!.Findings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_limit_all_trials_are_run_and_nothing_is_said()
    {
        var stage = Searches.Stage(StageNames.Joint, Bowl with { Sampler = new("random"), Budget = new() { Trials = 60 } }, Curves());

        Assert.Equal(60, stage.Counted);
        Assert.Single(stage.HandOn!.Findings);
    }

    [Fact]
    public void Trials_that_all_do_alike_are_no_reason_to_give_up()
    {
        var stage = Searches.Stage(StageNames.Joint, Bowl with { Sampler = new("random"), Budget = new() { Trials = 60, Gain = 1 } }, new Curves(_ => 0.1));

        Assert.Equal(60, stage.Counted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Promotions_and_finalists_go_on(int workers)
    {
        var stage = Searches.Stage(StageNames.Joint, Racing, Curves(), workers);

        Assert.InRange(stage.Counted, 20, 30);
        Assert.Equal(2, stage.HandOn!.Selected.Count);
        Assert.All(stage.HandOn.Selected, number => Assert.Equal((TrialState.Completed, 9), (stage.Trials[number].State, stage.Trials[number].Epoch)));
        Assert.DoesNotContain(stage.Trials, trial => !trial.IsOver);
    }

    [Fact]
    public void Trials_that_its_owner_adds_are_tried_whatever_is_expected_of_them()
    {
        var closed = Searches.Stage(StageNames.Joint, Racing, Curves()).Counted;
        var experiment = Experiment.Create("test-0001", Racing, Specs.Data, DateTimeOffset.UnixEpoch);

        new Simulator(experiment, Curves(), 1).Run(maxEpochs: 5);
        experiment.Extend(4, DateTimeOffset.UnixEpoch);
        new Simulator(experiment, Curves(), 1).Run();
        Assert.Equal(closed + 4, experiment.State.Stages[0].Counted);

        experiment.Extend(7, DateTimeOffset.UnixEpoch);
        new Simulator(experiment, Curves(), 1).Run();
        Assert.Equal(7, experiment.State.Stages[1].Counted);
        Assert.Single(experiment.State.Stages[1].HandOn!.Findings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Cut_after_any_row_of_its_journal_it_ends_alike(int added)
    {
        var experiment = Experiment.Create("test-0001", Racing, Specs.Data, DateTimeOffset.UnixEpoch);
        List<ExperimentEvent> journal = [.. experiment.TakeEvents()];
        var begin = new Simulator(experiment, Curves(), 1);
        begin.Run(maxEpochs: 5);
        if (added > 0)
            experiment.Extend(added, DateTimeOffset.UnixEpoch);
        var rest = new Simulator(experiment, Curves(), 1);
        rest.Run();
        journal.AddRange([.. begin.Journal, .. rest.Journal]);
        var expected = Outcome(experiment);
        Assert.Contains("No further configurations", expected, StringComparison.Ordinal);

        // What comes before the first judgement is the business of other tests, and every cut costs a few models.
        var first = journal.FindIndex(e => e is TrialAdded { Trial: 19 });
        for (var rows = first; rows <= journal.Count; rows += 9)
        {
            var again = Experiment.Load(journal.Take(rows));
            new Simulator(again, Curves(), 1).Run();
            Assert.True(Outcome(again) is var outcome && outcome == expected, $"Cut after row {rows}, {journal[rows - 1]}:\n{expected}\n---\n{outcome}");
        }
    }

    [Fact]
    public void A_forecast_of_the_time_left_does_not_judge_by_the_values_it_makes_up()
    {
        var (free, limited) = (Racing with { Budget = new() { Trials = 60 } }, Racing with { Budget = new() { Trials = 60, Gain = 100 } });

        Assert.Equal(Left(free), Left(limited));

        static TimeSpan Left(ExperimentSpec spec)
        {
            var experiment = Experiment.Create("test-0001", spec, Specs.Data, DateTimeOffset.UnixEpoch);
            var simulator = new Simulator(experiment, Curves(), 1);
            ExperimentEvent[] created = [.. experiment.TakeEvents()];
            simulator.Run(maxEpochs: 10);
            return Forecast.Of([.. created, .. simulator.Journal])!.Remaining;
        }
    }

    /// <summary>A search that ends at its first or second judgement, with rungs.</summary>
    private static ExperimentSpec Racing { get; } = Bowl with
    {
        Sampler = new("random"),
        Scheduler = new("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 1, ["reductionFactor"] = 3 } },
        MaxEpochs = 9,
        Promote = new() { Top = 2 },
        Budget = new() { Trials = 60, Gain = 0.5 },
    };

    private static Curves Curves(double noise = 0, double seconds = 1) => new((plan, seed, _) => Accuracy(plan.Configuration) + Noise(plan, seed, noise)) { Seconds = _ => seconds };

    /// <summary>1 at the bottom of the bowl.</summary>
    private static double Accuracy(Configuration configuration)
    {
        var (x, y) = (configuration["x"].Number - 0.3, configuration["y"].Number + 0.2);
        return 1 - x * x - 2 * y * y - 0.5 * x * y;
    }

    private static double Noise(TrialPlan plan, ulong seed, double deviation) =>
        deviation == 0 ? 0 : deviation * new SearchRandom(Seeds.Derive(seed, plan.Configuration.ToString())).NextNormal();

    private static string Outcome(Experiment experiment) => string.Join('\n', experiment.State.Trials.Select(trial =>
            $"{trial.Number} {trial.State} {trial.Plan.Configuration} {trial.Epoch} {trial.Value:R} {trial.Reason}"))
        + string.Join('\n', experiment.State.Stages.Select(stage => $"{stage.Counted} {string.Join(' ', stage.HandOn?.Findings ?? [])}")) + experiment.State.Status;
}
