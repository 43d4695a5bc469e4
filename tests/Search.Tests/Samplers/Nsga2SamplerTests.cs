using Search.Objectives;
using Search.Randomness;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class Nsga2SamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new Nsga2Sampler(context);

    [Fact]
    public void With_one_objective_it_beats_random_search_on_a_bowl() =>
        // 30 seeds: 28 wins come to a sampler that is no better with odds of 4e-7.
        Assert.InRange(Duel.Wins("nsga2", Duel.Cube(5), Duel.Bowl, 200), Duel.ManyWins, Duel.Rounds);

    [Fact]
    public void With_one_objective_it_beats_random_search_on_a_conditional_space_of_all_kinds() =>
        Assert.InRange(Duel.Wins("nsga2", Duel.TrainingSpace, Duel.Training, 200), Duel.ManyWins, Duel.Rounds);

    [Fact]
    public void Its_front_covers_more_than_random_searchs_for_nearly_every_seed()
    {
        // The area that the front of ZDT1 (Zitzler, Deb and Thiele 2000) covers up to (1.1, 6). 30 seeds, 28 wins: odds of 4e-7 for one that is no better.
        var wins = Enumerable.Range(1, Duel.Rounds).Count(seed => Area("nsga2", (ulong)seed) > Area("random", (ulong)seed));

        Assert.InRange(wins, Duel.ManyWins, Duel.Rounds);
    }

    private static double[] Zdt1(Configuration configuration)
    {
        double[] x = [.. Enumerable.Range(0, 5).Select(i => configuration[$"x{i}"].Number)];
        var g = 1 + 9.0 / 4 * x[1..].Sum();
        return [x[0], g * (1 - Math.Sqrt(x[0] / g))];
    }

    private static double Area(string sampler, ulong seed)
    {
        var context = new SamplerContext { Space = Duel.Cube(5), History = new TrialHistory(2), Seed = seed, Trials = 200 };
        var proposer = SamplerRegistry.Create(new(sampler), context);
        for (var trial = 0; trial < 200; trial++)
        {
            var proposal = proposer.Propose(trial, Seeds.Derive(seed, "proposal", trial));
            context.History.Add(trial, proposal);
            context.History.Measure(trial, 1, 1, Zdt1(proposal));
            context.History.End(trial, PastOutcome.Completed);
        }
        double[][] values = [.. context.History.Trials.Select(trial => trial.Values[^1].Values.ToArray())];
        var (area, floor) = (0.0, 6.0);
        foreach (var point in ParetoFronts.Of(values)[0].Select(index => values[index]).Where(point => point[0] < 1.1).OrderBy(point => point[0]))
            if (point[1] < floor)
            {
                area += (1.1 - point[0]) * (floor - point[1]);
                floor = point[1];
            }
        return area;
    }
}
