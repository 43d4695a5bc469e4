using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class GridSamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new GridSampler(context.Space, resolution: 3);

    [Fact]
    public void Finite_domains_give_every_combination_once()
    {
        var sampler = Create(Space("finite"));

        Assert.Equal(6 * 3 * 3 * 2, sampler.Count);
        Assert.Equal(
            [1, 2, 3, 4, 5, 6],
            Enumerable.Range(0, (int)sampler.Count!).Select(index => sampler.Propose(index, 0)["batchSize"].Number).Distinct());
    }

    [Fact]
    public void Continua_give_evenly_spaced_points_with_both_ends()
    {
        var sampler = new GridSampler(new SearchSpace { Parameters = [new() { Name = "a", Domain = new LogDomain(1e-4, 1e-2) }] }, resolution: 3);

        Assert.Equal([1e-4, 1e-3, 1e-2], Enumerable.Range(0, 3).Select(index => Math.Round(sampler.Propose(index, 0)["a"].Number, 12)));
    }

    [Fact]
    public void A_single_number_or_off_are_both_proposed()
    {
        var sampler = new GridSampler(new SearchSpace { Parameters = [new() { Name = "a", Domain = new LogDomain(1e-4, 1e-4, OrZero: true) }] });

        Assert.Equal([0, 1e-4], [sampler.Propose(0, 0)["a"].Number, sampler.Propose(1, 0)["a"].Number]);
    }

    [Fact]
    public void The_first_parameter_varies_slowest()
    {
        var sampler = new GridSampler(new SearchSpace
        {
            Parameters = [new() { Name = "slow", Domain = new ChoiceDomain(["x", "y"]) }, new() { Name = "fast", Domain = new IntDomain(1, 2) }],
        });

        Assert.Equal(["fast=1 slow=x", "fast=2 slow=x", "fast=1 slow=y", "fast=2 slow=y"], Enumerable.Range(0, 4).Select(index => sampler.Propose(index, 0).ToString()));
    }

    [Fact]
    public void Combinations_that_differ_only_in_absent_parameters_are_proposed_once()
    {
        // linear has no width; adam no momentum; nesterov needs vgg with a momentum of 0.9. Three learning rates each.
        const int linear = 1 + 2, cnn = 2 * (1 + 2), vgg = 2 * (1 + 1 + 2);

        Assert.Equal(3 * (linear + cnn + vgg), Create(Space("nested")).Count);
    }

    [Fact]
    public void A_grid_of_more_than_a_million_points_says_what_to_do_instead()
    {
        var space = new SearchSpace { Parameters = [new() { Name = "a", Domain = new IntDomain(1, 1001) }, new() { Name = "b", Domain = new IntDomain(1, 1000) }] };

        var error = Assert.Throws<ArgumentException>(() => new GridSampler(space));

        Assert.Contains("1001000 points", error.Message, StringComparison.Ordinal);
        Assert.Contains("random sampler", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridSampler(space, resolution: 1));
    }
}
