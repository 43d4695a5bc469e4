using CsCheck;
using Search.GaussianProcesses;
using Search.Randomness;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class LearnedScalesTests
{
    private static readonly SearchSpace Space = new()
    {
        Parameters = [new() { Name = "rate", Domain = new UniformDomain(0, 1) }, new() { Name = "share", Domain = new UniformDomain(0, 1) }, new() { Name = "units", Domain = new IntDomain(1, 9) }],
    };

    [Fact]
    public void A_parameter_that_acts_by_its_logarithm_gets_more_room_where_it_is_small()
    {
        var scales = Learned(60, c => Math.Sin(Math.Log(c["rate"].Number + 1e-3)) + c["share"].Number);

        // Between 0.001 and 0.03 the sine runs through half a period.
        Assert.True(Room(scales.Parameters[0].Domain, 0.001, 0.03) > 0.1, $"{Room(scales.Parameters[0].Domain, 0.001, 0.03)}");
        Assert.IsType<IntDomain>(scales.Parameters[2].Domain);
    }

    [Fact]
    public void A_space_declared_well_stays_as_it_is()
    {
        Assert.Same(Space, Learned(60, c => Math.Sin(6 * c["rate"].Number) + c["share"].Number));
    }

    [Fact]
    public void Before_there_are_enough_trials_nothing_is_learned()
    {
        Assert.Same(Space, Learned(LearnedScales.FirstTrials - 1, c => Math.Sin(Math.Log(c["rate"].Number + 1e-3))));
    }

    [Fact]
    public void A_bent_domain_has_the_same_values_and_leads_back_to_them()
    {
        var domain = new WarpedDomain(new LogDomain(1e-4, 1), new KumaraswamyWarp(0.4, 2));

        Gen.Double[0, 1].Sample(unit =>
        {
            var value = domain.FromUnit(unit);
            Assert.True(domain.Contains(value) && new LogDomain(1e-4, 1).Contains(value));
            Assert.Equal(unit, domain.ToUnit(value), 1e-6);
        });
    }

    private static double Room(Domain domain, double low, double high) => domain.ToUnit(high) - domain.ToUnit(low);

    private static SearchSpace Learned(int trials, Func<Configuration, double> value)
    {
        var (history, random) = (new TrialHistory(), new SearchRandom(7));
        for (var i = 0; i < trials; i++)
        {
            history.Add(i, Space.FromUnit([random.NextDouble(), random.NextDouble(), random.NextDouble()]));
            history.Measure(i, 1, 1, value(history.Trials[i].Configuration));
            history.End(i, PastOutcome.Completed);
        }
        return new LearnedScales(Space, new GpObservations(new SpaceEncoding(Space), 5), 40).Of(history);
    }
}
