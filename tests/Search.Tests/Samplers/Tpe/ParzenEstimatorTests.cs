using CsCheck;
using Search.Randomness;
using Search.Samplers.Tpe;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers.Tpe;

public sealed class ParzenEstimatorTests
{
    private static readonly Domain Continuum = new UniformDomain(0, 1);
    private static readonly Domain Whole = new LogIntDomain(1, 9);
    private static readonly Domain Choice = new ChoiceDomain(["a", "b", "c"]);

    private static readonly double[] Origin = [0], Low = [0.2, 0.2], High = [0.8, 0.8];

    private static readonly Gen<(double[][] Observed, double[] Weights)> Observations = Gen.Select(Gen.Double[0, 1], Gen.Int[1, 9], Gen.Int[0, 2], Gen.Double[0.1, 1]).Array[0, 12]
        .Select(rows => (rows.Select(row => new[] { row.Item1, Whole.ToUnit((double)row.Item2), row.Item3 }).ToArray(), rows.Select(row => row.Item4).ToArray()));

    [Fact]
    public void The_joint_density_sums_to_one() =>
        Observations.Sample(observations =>
        {
            var estimator = new ParzenEstimator([Continuum, Whole, Choice], observations.Observed, observations.Weights);
            var total = 0.0;
            // The middle rule: kernels are never narrower than 0.03.
            for (var x = 0.0025; x < 1; x += 0.005)
                for (var whole = 1; whole <= 9; whole++)
                    for (var choice = 0; choice < 3; choice++)
                        total += 0.005 * Math.Exp(estimator.LogDensity([(x, x), Whole.Share(whole), (choice, choice)]));

            Assert.Equal(1, total, 1e-3);
        }, iter: 20);

    [Fact]
    public void Samples_follow_the_density() =>
        Observations.Sample(observations =>
        {
            // n = 4000, 9 cells of at least some probability: χ² of 8 degrees of freedom is above 60 with odds below 1e-9.
            const int n = 4000;
            var estimator = new ParzenEstimator([Whole], [.. observations.Observed.Select(row => row[1..2])], observations.Weights);
            var random = new SearchRandom(5);
            var counts = new int[9];
            for (var i = 0; i < n; i++)
                counts[(int)Whole.FromUnit(estimator.Sample(random)[0]).Number - 1]++;

            var chi2 = Enumerable.Range(1, 9).Sum(whole => n * Math.Exp(estimator.LogDensity([Whole.Share(whole)])) is var expected ? Math.Pow(counts[whole - 1] - expected, 2) / expected : 0);
            Assert.InRange(chi2, 0, 60);
        }, iter: 20);

    [Fact]
    public void Without_observations_it_is_uniform()
    {
        var estimator = new ParzenEstimator([Continuum, Whole, Choice], [], []);

        Assert.Equal(Math.Log(0.5 / 3), estimator.LogDensity([(0.3, 0.3), (0.25, 0.75), (1, 1)]), 1e-12);
    }

    [Fact]
    public void The_prior_weighs_as_one_observation_and_a_choice_is_smoothed_by_one()
    {
        var estimator = new ParzenEstimator([Choice], [[0], [0], [1]], [1, 1, 1]);

        // A quarter is the prior, a third of it for each value; three quarters are the kernels, which give 4/6 to their own value and 1/6 to each other one.
        Assert.Equal(0.25 / 3 + 0.5 * 4 / 6 + 0.25 / 6, Math.Exp(estimator.LogDensity([(0, 0)])), 1e-12);
        Assert.Equal(0.25 / 3 + 0.5 / 6 + 0.25 / 6, Math.Exp(estimator.LogDensity([(2, 2)])), 1e-12);
    }

    [Fact]
    public void However_many_agree_other_choices_keep_half_of_their_chance()
    {
        var estimator = new ParzenEstimator([Choice], [.. Enumerable.Range(0, 100_000).Select(_ => Origin)], [.. Enumerable.Repeat(1.0, 100_000)]);

        Assert.Equal(1.0 / 6, Math.Exp(estimator.LogDensity([(2, 2)])), 1e-5);
    }

    [Fact]
    public void Parameters_that_were_good_together_stay_together()
    {
        var estimator = new ParzenEstimator([Continuum, Continuum], [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? Low : High)], [.. Enumerable.Repeat(1.0, 10)]);

        Assert.True(estimator.LogDensity([(0.2, 0.2), (0.2, 0.2)]) > estimator.LogDensity([(0.2, 0.2), (0.8, 0.8)]) + 0.5);
    }
}
