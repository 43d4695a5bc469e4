using Search.Randomness;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class BohbSamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new BohbSampler(context);

    [Fact]
    public void It_beats_random_search_on_a_conditional_space_of_all_kinds() =>
        // 30 seeds: 28 wins come to a sampler that is no better with odds of 4e-7.
        Assert.InRange(Duel.Wins("bohb", Duel.TrainingSpace, Duel.Training, 150), Duel.ManyWins, Duel.Rounds);

    [Fact]
    public void Every_second_proposal_is_of_one_even_sequence()
    {
        var context = new SamplerContext { Space = Duel.Cube(3) };
        var sampler = new BohbSampler(context);

        for (var index = 0; index < 20; index += 2)
            Assert.Equal(new SobolSampler(context.Space, context.Seed).Propose(index / 2, 0), sampler.Propose(index, 7));
    }

    [Fact]
    public void The_others_learn_from_trials_that_were_left_at_the_first_rung()
    {
        var context = new SamplerContext { Space = Duel.Cube(2) };
        for (var trial = 0; trial < 60; trial++)
        {
            var configuration = new RandomSampler(context.Space).Propose(trial, (ulong)trial);
            context.History.Add(trial, configuration);
            context.History.Measure(trial, 1, 1, Math.Abs(configuration["x0"].Number - 0.3));
            context.History.Pause(trial);
        }
        var sampler = new BohbSampler(context);

        // Uniform proposals would fall into a fifth of the range with odds of 1e-6 at least 44 times in 100.
        Assert.InRange(Enumerable.Range(0, 100).Count(seed => Math.Abs(sampler.Propose(61, (ulong)seed)["x0"].Number - 0.3) < 0.1), 44, 100);
    }

    [Fact]
    public void Where_seconds_count_it_proposes_cheaper_trials_of_equal_promise()
    {
        // x1 makes a trial up to e⁴ times as dear and does nothing else. With 30 seeds, 26 come out in favour of one of two equals with odds of 3e-5.
        var cheaper = Enumerable.Range(1, 30).Count(seed => Mean(seed, countsSeconds: true) < Mean(seed, countsSeconds: false));

        Assert.InRange(cheaper, 26, 30);
    }

    [Fact]
    public void Where_they_do_not_proposals_are_the_same_whatever_was_measured()
    {
        var (one, other) = (Learnt(1, false, seconds: _ => 1), Learnt(1, false, seconds: configuration => Math.Exp(4 * configuration["x1"].Number)));

        for (var index = 60; index < 80; index++)
            Assert.Equal(new BohbSampler(one).Propose(index, (ulong)index), new BohbSampler(other).Propose(index, (ulong)index));
    }

    private static double Mean(int seed, bool countsSeconds)
    {
        var sampler = new BohbSampler(Learnt(seed, countsSeconds, configuration => Math.Exp(4 * configuration["x1"].Number)));
        return Enumerable.Range(0, 40).Average(i => sampler.Propose(61 + 2 * (i % 2), Seeds.Derive((ulong)seed, "proposal", i))["x1"].Number);
    }

    private static SamplerContext Learnt(int seed, bool countsSeconds, Func<Configuration, double> seconds)
    {
        var context = new SamplerContext { Space = Duel.Cube(2), CountsSeconds = countsSeconds };
        for (var trial = 0; trial < 60; trial++)
        {
            var configuration = new RandomSampler(context.Space).Propose(trial, Seeds.Derive((ulong)seed, "start", trial));
            context.History.Add(trial, configuration);
            context.History.Measure(trial, 1, seconds(configuration), Math.Abs(configuration["x0"].Number - 0.3));
            context.History.End(trial, PastOutcome.Completed);
        }
        return context;
    }
}
