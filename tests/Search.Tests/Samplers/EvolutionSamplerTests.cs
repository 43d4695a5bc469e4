using Search.Samplers;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class EvolutionSamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new EvolutionSampler(context);

    [Fact]
    public void It_beats_random_search_on_a_bowl() =>
        // 30 seeds: 28 wins come to a sampler that is no better with odds of 4e-7.
        Assert.InRange(Duel.Wins("evolution", Duel.Cube(5), Duel.Bowl, 150), Duel.ManyWins, Duel.Rounds);

    [Fact]
    public void It_beats_random_search_on_a_conditional_space_of_all_kinds() =>
        Assert.InRange(Duel.Wins("evolution", Duel.TrainingSpace, Duel.Training, 200), Duel.ManyWins, Duel.Rounds);

    [Fact]
    public void A_proposal_differs_from_a_member_of_the_population_in_one_parameter()
    {
        var context = new SamplerContext { Space = Duel.Cube(4), Trials = 40 };
        Fill(context, 30);
        var sampler = new EvolutionSampler(context);

        for (var seed = 0ul; seed < 50; seed++)
        {
            var proposal = sampler.Propose(30, seed);
            Assert.Contains(context.History.Trials, trial => trial.Configuration.Count(pair => proposal[pair.Key] == pair.Value) == 3);
        }
    }

    [Fact]
    public void The_oldest_die_even_the_best()
    {
        var context = new SamplerContext { Space = Duel.Cube(4), Trials = 40 };
        Fill(context, 30);
        var sampler = new EvolutionSampler(context);

        // Values grow with age: the first are the best, but only the last ten are parents.
        for (var seed = 0ul; seed < 50; seed++)
        {
            var proposal = sampler.Propose(30, seed);
            Assert.DoesNotContain(context.History.Trials.Take(20), trial => trial.Configuration.Count(pair => proposal[pair.Key] == pair.Value) == 3);
        }
    }

    private static void Fill(SamplerContext context, int trials)
    {
        var random = new RandomSampler(context.Space);
        for (var trial = 0; trial < trials; trial++)
        {
            context.History.Add(trial, random.Propose(trial, (ulong)trial));
            context.History.Measure(trial, 1, 1, trial);
            context.History.End(trial, PastOutcome.Completed);
        }
    }
}
