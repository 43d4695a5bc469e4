using CsCheck;
using Search.Boards;
using Search.Experiments;
using Search.Randomness;
using Search.Simulation;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Experiments;

public sealed class WarmStartTests
{
    private static ExperimentSpec Joint { get; } = Specs.Default(trials: 24) with
    {
        Space = Space(("optimizer", new ChoiceDomain(["adam", "sgd"])), ("learningRate", new LogDomain(1e-5, 1e-1)), ("dropout", new UniformDomain(0, 0.8)), ("batchSize", new ConstantDomain(64.0))),
        DefaultWeightDecay = false,
        Augmentation = [],
        Stages = ["joint"],
        MaxEpochs = 3,
        Scheduler = new("none"),
        Promote = new() { Top = 2 },
    };

    [Fact]
    public void Trials_stand_by_their_ranks_and_what_failed_is_none_of_them()
    {
        var earlier = Searches.Run(Joint, new Curves(plan => plan.Configuration["dropout"].Number > 0.6 ? double.NaN : plan.Configuration["dropout"].Number)).State;

        var selection = WarmStartSelection.Of(Joint with { Seed = 2 }, [earlier]);

        var valued = earlier.Trials.Where(trial => trial.Plan.Configuration["dropout"].Number <= 0.6).OrderByDescending(trial => trial.Value).Reverse().ToArray();
        Assert.InRange(valued.Length, 5, 23);
        Assert.Equal((valued.Length, 0), (selection.Found, selection.Outside));
        Assert.Equal(valued.Take(20).Select(trial => trial.Plan.Configuration["dropout"]), selection.Start.Trials.Select(trial => trial.Configuration["dropout"]));
        Assert.Equal(Enumerable.Range(0, Math.Min(20, valued.Length)).Select(rank => (rank + 0.5) / valued.Length), selection.Start.Trials.Select(trial => trial.Standing));
    }

    [Fact]
    public void Of_a_rung_below_the_best_is_worse_than_the_worst_above()
    {
        var earlier = Searches.Run(Joint with { Scheduler = new("asha") }, new Curves((plan, _, epoch) => plan.Configuration["dropout"].Number - 0.5 * epoch)).State;

        var best = WarmStartSelection.Of(Joint, [earlier]).Start.Trials[0];

        Trial[] last = [.. earlier.Trials.Where(trial => trial.Epoch == 3)];
        Assert.Equal(last.Max(trial => trial.Plan.Configuration["dropout"].Number), best.Configuration["dropout"].Number);
        Assert.True(last.Length < earlier.Trials.Count);
    }

    [Fact]
    public void Parameters_that_are_gone_or_fixed_now_are_dropped_and_what_lies_outside_is_left_out_and_counted()
    {
        var earlier = Searches.Run(Joint, Curves()).State;
        var spec = Joint with { Space = Space(("learningRate", new LogDomain(1e-5, 1e-1)), ("dropout", new UniformDomain(0, 0.4)), ("momentum", new UniformDomain(0, 0.9)), ("batchSize", new ConstantDomain(32.0))) };

        var selection = WarmStartSelection.Of(spec, [earlier]);

        Assert.Equal(earlier.Trials.Count(trial => trial.Plan.Configuration["dropout"].Number > 0.4), selection.Outside);
        Assert.Equal(24, selection.Found);
        Assert.All(selection.Start.Trials, trial => Assert.Equal(["dropout", "learningRate"], trial.Configuration.Select(pair => pair.Key)));
    }

    [Fact]
    public void Trials_that_break_a_constraint_however_the_rest_is_drawn_are_left_out()
    {
        var earlier = Searches.Run(Joint, Curves()).State;
        var spec = Joint with { Space = Joint.Space with { Constraints = [Constraint.Parse("dropout <= 0.5")] } };

        Assert.Equal(earlier.Trials.Count(trial => trial.Plan.Configuration["dropout"].Number > 0.5), WarmStartSelection.Of(spec, [earlier]).Outside);
    }

    [Fact]
    public void Another_objective_and_a_search_without_results_are_refused_with_a_remedy()
    {
        var earlier = Searches.Run(Joint, Curves()).State;
        var empty = Searches.Run(Joint, Curves(), maxEpochs: 1).State;

        Assert.Null(WarmStartSelection.Refusal(Joint, earlier));
        Assert.Equal("warmStart names test-0001, which optimised validAccuracy (maximize), but this search optimises validLoss (minimize): name a search with the same objective, or change objective.",
            WarmStartSelection.Refusal(Joint with { Objective = ObjectiveSpec.ValidLoss }, earlier));
        Assert.Contains("no finished trial", WarmStartSelection.Refusal(Joint, empty), StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_go_first_after_the_seed_points_and_cost_what_any_trial_costs()
    {
        var start = Start(Joint, Curves());
        var spec = Joint with { SeedPoints = [Configuration.Empty.With("dropout", 0.3)], Seed = 5 };

        var state = Run(spec, start, Curves()).State;

        Assert.Equal(24, state.Trials.Count);
        Assert.Equal(["seed point 1", .. Enumerable.Repeat("warm start from test-0001", 3), null], state.Trials.Take(5).Select(trial => trial.Plan.Label));
        Assert.Equal(start.Trials.Take(3).Select(trial => trial.Configuration), state.Trials.Skip(1).Take(3).Select(trial => trial.Plan.Configuration.Without("batchSize")));
        Assert.Equal(24, Leaderboard.Of(state).Rows.Count);
        Assert.Equal(24, state.Trials.Select(trial => trial.Plan.Configuration).Distinct().Count());
        Assert.Equal(["test-0001"], ExperimentView.Of(state, null).WarmStart);
    }

    [Fact]
    public void A_small_budget_is_not_spent_on_what_was_good_elsewhere() =>
        Assert.Single(Run(Joint with { Budget = new() { Trials = 7 } }, Start(Joint, Curves()), Curves()).State.Trials, trial => trial.Plan.Label is not null);

    [Fact]
    public void A_rate_that_this_searchs_own_scan_has_ruled_out_is_drawn_anew()
    {
        // Elsewhere small rates were best; here large ones are.
        var start = Start(Joint, new Curves(plan => -Math.Log10(plan.Configuration["learningRate"].Number)));
        var spec = Joint with { Stages = ["learningRate", "joint"], Budget = new() { Trials = 40 } };

        var state = Run(spec, start, new Curves(plan => Math.Log10(plan.Configuration["learningRate"].Number))).State;

        var warm = state.Trials.Where(trial => trial.Plan.Label?.StartsWith("warm start", StringComparison.Ordinal) == true).ToArray();
        Assert.Equal(3, warm.Length);
        Assert.All(warm, trial => Assert.InRange(trial.Plan.Configuration["learningRate"].Number, 1e-2 * (1 - 1e-9), 1e-1));
        Assert.Equal(start.Trials[0].Configuration["dropout"], warm[0].Plan.Configuration["dropout"]);
    }

    [Theory]
    [InlineData("auto", "asha")]
    [InlineData("gp", "none")]
    [InlineData("cmaes", "hyperband")]
    [InlineData("evolution", "none")]
    [InlineData("random", "asha")]
    public void A_warm_search_follows_from_its_own_journal(string sampler, string scheduler) =>
        Gen.Int[1, 100].Sample(cut =>
        {
            var spec = Joint with { Sampler = new(sampler), Scheduler = new(scheduler), Seed = 9 };
            var experiment = Experiment.Create("test-0002", spec, Specs.Data, DateTimeOffset.UnixEpoch, Start(Joint, Curves()));
            List<ExperimentEvent> journal = [.. experiment.TakeEvents()];
            var simulator = new Simulator(experiment, Curves(), 1);
            simulator.Run();
            journal.AddRange(simulator.Journal);

            var again = Experiment.Load(journal.Take(Math.Max(1, journal.Count * cut / 100)).Select(e => EventJson.Read(EventJson.Write(e))));
            new Simulator(again, Curves(), 1).Run();

            Assert.Equal(Outcome(experiment.State), Outcome(again.State));
        }, iter: 6, threads: 1);

    [Fact]
    public void A_warm_search_may_be_widened()
    {
        var experiment = Experiment.Create("test-0002", Joint with { Sampler = new("tpe") }, Specs.Data, DateTimeOffset.UnixEpoch, Start(Joint, Curves()));
        new Simulator(experiment, Curves(), 1).Run(maxEpochs: 5);

        Assert.Null(experiment.Widen(new SpaceWidened(Joint.Space.With(new Parameter { Name = "dropout", Domain = new UniformDomain(0, 0.9) }), [], false, DateTimeOffset.UnixEpoch), 0, DateTimeOffset.UnixEpoch));
        new Simulator(experiment, Curves(), 1).Run();

        Assert.Equal(24, experiment.State.Trials.Count);
        Assert.Equal(3, experiment.State.Trials.Count(trial => trial.Plan.Label is not null));
        Assert.Equal(24, experiment.State.Trials.Select(trial => trial.Plan.Configuration).Distinct().Count());
    }

    /// <summary>Twenty searches with fixed seeds each: no chance of a false alarm.</summary>
    [Theory]
    [InlineData("tpe")]
    [InlineData("gp")]
    public void A_good_start_is_ahead_at_once_and_a_misleading_one_is_caught_up(string sampler)
    {
        // The same order as here on another scale, and the contrary.
        var good = Start(Joint with { Budget = new() { Trials = 40 } }, new Curves(plan => 0.1 * (1 - Regret(plan.Configuration))));
        var bad = Start(Joint with { Budget = new() { Trials = 40 } }, new Curves(plan => Regret(plan.Configuration)));

        var (goodEarly, _) = Regrets(sampler, good);
        var (coldEarly, coldLate) = Regrets(sampler, null);
        var (_, badLate) = Regrets(sampler, bad);

        Assert.True(goodEarly < 0.5 * coldEarly, $"After 5 trials: {goodEarly} warm, {coldEarly} cold.");
        Assert.True(badLate < 2 * coldLate + 0.01, $"After 40 trials: {badLate} misled, {coldLate} cold.");
    }

    private static (double Early, double Late) Regrets(string sampler, WarmStart? start)
    {
        var (early, late) = (new List<double>(), new List<double>());
        for (var seed = 1UL; seed <= 20; seed++)
        {
            double[] regrets = [.. Run(Joint with { Sampler = new(sampler), Seed = seed, MaxEpochs = 1, Budget = new() { Trials = 40 } }, start, new Curves(plan => 1 - Regret(plan.Configuration)))
                .State.Trials.Select(trial => Regret(trial.Plan.Configuration))];
            early.Add(regrets.Take(5).Min());
            late.Add(regrets.Min());
        }
        return (early.Order().ElementAt(10), late.Order().ElementAt(10));
    }

    private static double Regret(Configuration configuration) =>
        Math.Abs(configuration["dropout"].Number - 0.62) + 0.2 * Math.Abs(Math.Log10(configuration["learningRate"].Number) + 3.2) + (configuration["optimizer"].Text == "sgd" ? 0 : 0.3);

    private static WarmStart Start(ExperimentSpec spec, ICurves curves) => WarmStartSelection.Of(Joint, [Searches.Run(spec, curves).State]).Start;

    private static Experiment Run(ExperimentSpec spec, WarmStart? start, ICurves curves)
    {
        var experiment = Experiment.Create("test-0002", spec, Specs.Data, DateTimeOffset.UnixEpoch, start);
        new Simulator(experiment, curves, 1).Run();
        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        return experiment;
    }

    private static SearchSpace Space(params (string Name, Domain Domain)[] parameters) =>
        new() { Parameters = [.. parameters.Select(parameter => new Parameter { Name = parameter.Name, Domain = parameter.Domain })] };

    private static Curves Curves() => new((plan, seed, epoch) =>
        0.5 + 0.02 * epoch + 0.1 * new SearchRandom(Seeds.Derive(seed, plan.Configuration.ToString(), epoch)).NextDouble() + 0.1 * plan.Configuration["dropout"].Number);

    private static string Outcome(ExperimentState state) => string.Join('\n', state.Trials.Select(trial => $"{trial.Plan.Label} {trial.State} {trial.Plan.Configuration} {trial.Value:R}"));
}
