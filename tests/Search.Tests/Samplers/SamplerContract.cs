using CsCheck;
using Search.Samplers;
using Search.Spaces;
using Search.Tests.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

/// <summary>What every <see cref="ISampler"/> promises; a sampler's tests derive from it.</summary>
public abstract class SamplerContract
{
    /// <summary>The sampler of a search, as a fresh process would create it.</summary>
    protected abstract ISampler Create(SamplerContext context);

    /// <summary>The sampler over a space of which nothing is known yet.</summary>
    protected ISampler Create(SearchSpace space) => Create(new SamplerContext { Space = space });

    /// <summary>Spaces of every kind of domain, with and without conditions.</summary>
    public static TheoryData<string> Spaces { get; } = ["empty", "continua", "finite", "nested"];

    protected static SearchSpace Space(string name) => name switch
    {
        "empty" => new() { Parameters = [] },
        "continua" => new()
        {
            Parameters =
            [
                new() { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
                new() { Name = "weightDecay", Domain = new LogDomain(1e-6, 1e-2, OrZero: true) },
                new() { Name = "momentum", Domain = new ReverseLogDomain(0.5, 0.999) },
                new() { Name = "dropout", Domain = new UniformDomain(0, 0.8) },
            ],
        },
        "finite" => new()
        {
            Parameters =
            [
                new() { Name = "batchSize", Domain = new LogIntDomain(1, 6) },
                new() { Name = "depth", Domain = new IntDomain(1, 9, 4) },
                new() { Name = "dropout", Domain = new UniformDomain(0, 0.5, 0.25) },
                new() { Name = "size", Domain = new OrdinalDomain(["small", "large"]) },
                new() { Name = "schedule", Domain = new ConstantDomain("cosine") },
            ],
        },
        _ => SearchSpaceTests.Nested,
    };

    [Theory, MemberData(nameof(Spaces))]
    public void The_same_index_and_seed_give_the_same_proposal_in_any_order(string space)
    {
        var (one, other) = (Create(Space(space)), Create(Space(space)));
        var last = (int)Math.Min(19, (one.Count ?? 20) - 1);
        Configuration[] forwards = [.. Enumerable.Range(0, last + 1).Select(index => one.Propose(index, (ulong)index + 7))];

        for (var index = last; index >= 0; index--)
            Assert.Equal(forwards[index], other.Propose(index, (ulong)index + 7));
        Assert.Equal(forwards[0], one.Propose(0, 7));
    }

    [Theory, MemberData(nameof(Spaces))]
    public void Every_proposal_lies_in_the_space_and_has_no_parameter_that_is_switched_off(string space)
    {
        var sampler = Create(Space(space));

        Gen.Select(Gen.Int[0, (int)Math.Min(999, (sampler.Count ?? 1000) - 1)], Gen.ULong).Sample((index, seed) =>
            Assert.Empty(Space(space).Errors(sampler.Propose(index, seed))));
    }

    [Theory, MemberData(nameof(Spaces))]
    public void There_are_as_many_different_proposals_as_it_counts_and_none_beyond(string space)
    {
        var sampler = Create(Space(space));
        if (sampler.Count is not { } count)
            return;

        Assert.Equal(count, Enumerable.Range(0, (int)count).Select(index => sampler.Propose(index, 1)).Distinct().LongCount());
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Propose((int)count, 1));
    }

    [Fact]
    public void Refined_domains_are_respected()
    {
        var space = SearchSpaceTests.Nested.With(SearchSpaceTests.Nested.Find("learningRate")! with
        {
            Refinements = [new([new("optimizer", ["sgd"])], new LogDomain(1e-3, 1e-2))],
        });
        var sampler = Create(space);

        for (var index = 0; index < Math.Min(200, sampler.Count ?? 200); index++)
        {
            var proposal = sampler.Propose(index, (ulong)index);
            Assert.True(proposal["optimizer"].Text != "sgd" || proposal["learningRate"].Number is >= 1e-3 and <= 1e-2, proposal.ToString());
        }
    }

    [Theory, MemberData(nameof(Spaces))]
    public void A_sampler_created_anew_at_every_step_goes_on_alike(string space) =>
        Gen.ULong.Sample(seed =>
        {
            var story = new SearchStory(Space(space), seed);
            var lasting = Create(story.Context());
            for (var index = 0; index < Math.Min(30, lasting.Count ?? 30); index++)
            {
                var proposal = lasting.Propose(index, story.SeedOf(index));
                Assert.Empty(Space(space).Errors(proposal));
                // Asked twice, as after a refusal, and by one that only read the same history.
                Assert.Equal(proposal, lasting.Propose(index, story.SeedOf(index)));
                Assert.Equal(proposal, Create(story.Retold()).Propose(index, story.SeedOf(index)));
                story.GoOn(proposal);
            }
        }, iter: 12);

    [Fact]
    public void Trials_of_a_narrower_space_are_points_of_the_wider_one_and_it_is_searched_too() =>
        Gen.ULong.Sample(seed =>
        {
            var (context, numbers) = (new SamplerContext { Space = Wide, Seed = seed }, new Search.Randomness.SearchRandom(seed));
            for (var trial = 0; trial < 25; trial++)
                Tell(context.History, trial, Narrow.FromUnit([.. Enumerable.Range(0, Narrow.Dimensions).Select(_ => numbers.NextDouble())]), numbers);
            context = context with { FromNarrower = context.History.Settled.Count };
            var lasting = Create(context);
            var beyond = 0;
            for (var index = 0; index < Math.Min(40, lasting.Count ?? 40); index++)
            {
                var proposal = lasting.Propose(index, seed + (ulong)index);
                Assert.Empty(Wide.Errors(proposal));
                Assert.Equal(proposal, Create(context).Propose(index, seed + (ulong)index));
                beyond += Narrow.Errors(proposal).Any() ? 1 : 0;
                Tell(context.History, 25 + index, proposal, numbers);
            }
            Assert.True(beyond > 0, "No proposal left the narrower space.");
        }, iter: 5);

    private static SearchSpace Narrow { get; } = new()
    {
        Parameters =
        [
            new() { Name = "optimizer", Domain = new ChoiceDomain(["adam", "sgd"]) },
            new() { Name = "learningRate", Domain = new LogDomain(1e-4, 1e-2) },
            new() { Name = "momentum", Domain = new UniformDomain(0, 0.9), When = [new("optimizer", ["sgd"])] },
            new() { Name = "size", Domain = new OrdinalDomain(["small", "large"]) },
            new() { Name = "batchSize", Domain = new ConstantDomain(64.0) },
        ],
    };

    private static SearchSpace Wide { get; } = new()
    {
        Parameters =
        [
            new() { Name = "optimizer", Domain = new ChoiceDomain(["adam", "lion", "sgd"]) },
            new() { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
            new() { Name = "momentum", Domain = new UniformDomain(0, 0.99), When = [new("optimizer", ["sgd"])] },
            new() { Name = "decay", Domain = new UniformDomain(0, 1), When = [new("optimizer", ["lion"])] },
            new() { Name = "size", Domain = new OrdinalDomain(["tiny", "small", "large"]) },
            new() { Name = "batchSize", Domain = new LogIntDomain(16, 256) },
        ],
    };

    private static void Tell(TrialHistory history, int trial, Configuration configuration, Search.Randomness.SearchRandom random)
    {
        history.Add(trial, configuration);
        if (random.Next(8) == 0)
        {
            history.End(trial, PastOutcome.Failed);
            return;
        }
        history.Measure(trial, 1, 1, Math.Abs(Math.Log(configuration["batchSize"].Number / 200)) + Math.Abs(Math.Log10(configuration["learningRate"].Number) + 1.5) + 0.1 * random.NextDouble());
        history.End(trial, PastOutcome.Completed);
    }

    [Theory, MemberData(nameof(Spaces))]
    public void Trials_that_all_run_are_no_obstacle(string space) => Accepts(space, (_, _) => { });

    [Theory, MemberData(nameof(Spaces))]
    public void Trials_that_all_failed_are_no_obstacle(string space) => Accepts(space, (history, trial) => history.End(trial, PastOutcome.Failed));

    [Theory, MemberData(nameof(Spaces))]
    public void Trials_that_all_pause_are_no_obstacle(string space) => Accepts(space, (history, trial) =>
    {
        history.Measure(trial, 1, 1, trial % 7);
        history.Pause(trial);
    });

    [Theory, MemberData(nameof(Spaces))]
    public void Trials_that_are_all_alike_are_no_obstacle(string space) => Accepts(space, (history, trial) =>
    {
        history.Measure(trial, 1, 1, 0.5);
        history.End(trial, PastOutcome.Completed);
    });

    [Theory, MemberData(nameof(Spaces))]
    public void Several_objectives_are_no_obstacle(string space) => Accepts(space, (history, trial) =>
    {
        history.Measure(trial, 1, 1, trial % 7, trial % 5);
        history.End(trial, PastOutcome.Completed);
    }, objectives: 2);

    private void Accepts(string space, Action<TrialHistory, int> end, int objectives = 1)
    {
        var context = new SamplerContext { Space = Space(space), History = new TrialHistory(objectives) };
        var sampler = Create(context);
        for (var index = 0; index < Math.Min(40, sampler.Count ?? 40); index++)
        {
            var proposal = sampler.Propose(index, (ulong)index);
            Assert.Empty(Space(space).Errors(proposal));
            context.History.Add(index, proposal);
            end(context.History, index);
        }
    }
}
