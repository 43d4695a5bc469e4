using CsCheck;
using Search.Experiments;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class ProposerTests
{
    private static readonly SearchSpace Small = new()
    {
        Parameters = [new() { Name = "depth", Domain = new IntDomain(1, 4) }, new() { Name = "model", Domain = new ChoiceDomain(["cnn", "vgg"]) }],
    };

    private static readonly string[] Samplers = ["random", "grid", "sobol", "tpe"];

    [Fact]
    public void Seed_points_come_first_and_what_they_leave_out_is_drawn()
    {
        var proposer = Create("random", new SamplerContext { Space = Small }, Configuration.Empty.With("depth", 3.0));

        Assert.Equal(1, proposer.SeedPoints);
        Assert.Equal(3, proposer.Propose(0, 1)!["depth"].Number);
        Assert.Equal(2, Enumerable.Range(0, 50).Select(seed => proposer.Propose(0, (ulong)seed)!["model"]).Distinct().Count());
    }

    [Theory, InlineData("random"), InlineData("grid"), InlineData("sobol"), InlineData("tpe")]
    public void A_finite_space_is_tried_once_and_completely_whatever_the_sampler(string sampler) =>
        Gen.ULong.Sample(seed =>
        {
            var context = new SamplerContext { Space = Small, Seed = seed };
            var proposer = Create(sampler, context);
            for (var index = 0; proposer.Propose(index, seed + (ulong)index) is { } proposal; index++)
                Finish(context.History, proposal);

            Assert.Equal(8, context.History.Trials.Count);
            Assert.Equal(8, context.History.Trials.Select(trial => trial.Configuration).Distinct().Count());
        }, iter: 5);

    [Theory, InlineData("random"), InlineData("grid"), InlineData("sobol"), InlineData("tpe")]
    public void A_constraint_is_never_broken_and_the_rest_is_tried_completely(string sampler)
    {
        var context = new SamplerContext { Space = Small with { Constraints = [Constraint.Parse("depth <= 2 or model == \"vgg\"")] } };
        var proposer = Create(sampler, context);
        for (var index = 0; proposer.Propose(index, (ulong)index) is { } proposal; index++)
        {
            Assert.True(context.Space.Allows(proposal));
            Finish(context.History, proposal);
        }

        Assert.Equal(6, context.History.Trials.Count);
    }

    [Fact]
    public void A_constraint_that_nearly_everything_breaks_is_met_by_random_points()
    {
        var space = Duel.Cube(1) with { Constraints = [Constraint.Parse("x0 < 0.02")] };

        // 2020 tries fail together with odds of 0.98²⁰²⁰ = 2e-18.
        Assert.InRange(Create("sobol", new SamplerContext { Space = space }).Propose(0, 1)!["x0"].Number, 0, 0.02);
    }

    [Fact]
    public void Nothing_is_proposed_where_everything_breaks_a_constraint() =>
        Assert.Null(Create("random", new SamplerContext { Space = Duel.Cube(1) with { Constraints = [Constraint.Parse("x0 > 2")] } }).Propose(0, 1));

    [Fact]
    public void What_was_tried_with_other_parameters_fixed_is_not_new()
    {
        var context = new SamplerContext { Space = Small };
        foreach (var depth in (double[])[1, 2, 3, 4])
            Finish(context.History, Configuration.Empty.With("depth", depth).With("model", "cnn").With("schedule", "cosine"));

        Assert.Equal("vgg", Create("random", context).Propose(0, 1)!["model"].Text);
    }

    [Fact]
    public void A_proposer_created_anew_goes_on_alike() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 3].Select(i => Samplers[i])).Sample((seed, sampler) =>
        {
            var context = new SamplerContext { Space = Duel.TrainingSpace with { Parameters = [.. Duel.TrainingSpace.Parameters.Where(parameter => parameter.Domain.Count is not null)] }, Seed = seed };
            var lasting = Create(sampler, context);
            for (var index = 0; index < 20; index++)
            {
                var proposal = lasting.Propose(index, seed ^ (ulong)index);
                Assert.Equal(proposal, Create(sampler, context).Propose(index, seed ^ (ulong)index));
                Finish(context.History, proposal!);
            }
        }, iter: 5);

    private static Proposer Create(string sampler, SamplerContext context, params Configuration[] seedPoints) => new(new ComponentSpec(sampler), context, seedPoints);

    private static void Finish(TrialHistory history, Configuration proposal)
    {
        var trial = history.Trials.Count;
        history.Add(trial, proposal);
        history.Measure(trial, 1, 1, trial);
        history.End(trial, PastOutcome.Completed);
    }
}
