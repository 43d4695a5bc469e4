using Search.Experiments;
using Search.Randomness;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class TpeSamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new TpeSampler(context);

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(100, 10)]
    [InlineData(241, 25)]
    [InlineData(5000, 25)]
    public void The_good_ones_are_a_tenth_and_never_more_than_25(int trials, int good) => Assert.Equal(good, TpeSampler.Good(trials));

    [Fact]
    public void It_beats_random_search_on_a_bowl() =>
        // 30 seeds: 28 wins come to a sampler that is no better with odds of 4e-7.
        Assert.InRange(Duel.Wins("tpe", Duel.Cube(5), Duel.Bowl, 60), Duel.ManyWins, Duel.Rounds);

    [Fact]
    public void It_beats_random_search_on_a_conditional_space_of_all_kinds() =>
        Assert.InRange(Duel.Wins("tpe", Duel.TrainingSpace, Duel.Training, 100), Duel.ManyWins, Duel.Rounds);

    [Fact]
    public void The_first_ten_trials_are_spread_evenly_and_the_eleventh_is_not_one_of_theirs()
    {
        var context = History(10, _ => 0);
        var sampler = new TpeSampler(context);
        var start = new SobolSampler(context.Space, context.Seed);

        Assert.All(context.History.Trials, trial => Assert.Equal(start.Propose(trial.Number, 0), trial.Configuration));
        Assert.NotEqual(start.Propose(10, 0), sampler.Propose(10, 0));
    }

    [Fact]
    public void Proposals_gather_where_the_good_trials_are()
    {
        var sampler = new TpeSampler(History(60, configuration => Math.Abs(configuration["x0"].Number - 0.3)));

        // Uniform proposals would fall into a fifth of the range with odds of 1e-6 at least 44 times in 100.
        Assert.InRange(Enumerable.Range(0, 100).Count(seed => Math.Abs(sampler.Propose(60, (ulong)seed)["x0"].Number - 0.3) < 0.1), 44, 100);
    }

    [Fact]
    public void Proposals_leave_a_region_that_fails()
    {
        var context = History(60, configuration => configuration["x0"].Number < 0.5 ? double.NaN : configuration["x1"].Number);
        var sampler = new TpeSampler(context);

        // Uniform ones would stay away with odds of 1e-6 at least 74 times in 100.
        Assert.InRange(Enumerable.Range(0, 100).Count(seed => sampler.Propose(60, (ulong)seed)["x0"].Number >= 0.5), 74, 100);
    }

    [Fact]
    public void Running_trials_push_further_ones_away()
    {
        var context = History(40, Duel.Bowl);
        var first = new TpeSampler(context).Propose(40, 1);
        double Near() => Enumerable.Range(0, 200).Average(seed => Distance(new TpeSampler(context).Propose(40, (ulong)seed), first));
        var before = Near();

        for (var trial = 40; trial < 60; trial++)
            context.History.Add(trial, first);

        Assert.InRange(Near(), 1.1 * before, 10);
    }

    [Fact]
    public void A_branch_is_learned_from_the_trials_that_have_it()
    {
        var space = Duel.TrainingSpace;
        var context = new SamplerContext { Space = space };
        var random = new RandomSampler(space);
        for (var trial = 0; trial < 100; trial++)
        {
            var configuration = random.Propose(trial, (ulong)trial);
            context.History.Add(trial, configuration);
            context.History.Measure(trial, 1, 1, configuration.Number("momentum", 5));
            context.History.End(trial, PastOutcome.Completed);
        }

        var sampler = new TpeSampler(context);
        double[] momenta = [.. Enumerable.Range(0, 100).Select(seed => sampler.Propose(100, (ulong)seed)).Where(proposal => proposal.Has("momentum")).Select(proposal => proposal["momentum"].Number)];

        Assert.NotEmpty(momenta);
        // The lower half of the range on its scale: 0.5 to 0.978.
        Assert.InRange(momenta.Count(momentum => momentum < 0.978), 0.8 * momenta.Length, momenta.Length);
    }

    [Fact]
    public void A_finite_space_is_tried_completely()
    {
        var space = Space("finite");

        Assert.Equal(6 * 3 * 3 * 2, Duel.Values("tpe", space, configuration => configuration["batchSize"].Number, 500, 1).Count);
    }

    [Fact]
    public void What_an_earlier_and_wider_space_tried_is_no_obstacle()
    {
        var context = new SamplerContext { Space = Space("nested") };
        var strange = new Configuration([new("model", "resnet"), new("optimizer", "sgd"), new("momentum", 0.3), new("learningRate", 7.0)]);
        for (var trial = 0; trial < 20; trial++)
        {
            context.History.Add(trial, trial % 2 == 0 ? strange : Configuration.Empty.With("learningRate", "high"));
            context.History.Measure(trial, 1, 1, trial);
            context.History.End(trial, PastOutcome.Completed);
        }

        Assert.Empty(context.Space.Errors(new TpeSampler(context).Propose(20, 1)));
    }

    private static double Distance(Configuration one, Configuration other) => Math.Sqrt(one.Sum(pair => Math.Pow(pair.Value.Number - other[pair.Key].Number, 2)));

    /// <summary>A history of the sampler's own trials; NaN for a failed one.</summary>
    private static SamplerContext History(int trials, Func<Configuration, double> function)
    {
        var context = new SamplerContext { Space = Duel.Cube(2) };
        var proposer = new Proposer(new ComponentSpec("tpe"), context, []);
        for (var trial = 0; trial < trials; trial++)
        {
            var configuration = proposer.Propose(trial, Seeds.Derive(1, "proposal", trial))!;
            context.History.Add(trial, configuration);
            if (function(configuration) is var value && !double.IsNaN(value))
                context.History.Measure(trial, 1, 1, value);
            context.History.End(trial, double.IsNaN(value) ? PastOutcome.Failed : PastOutcome.Completed);
        }
        return context;
    }
}
