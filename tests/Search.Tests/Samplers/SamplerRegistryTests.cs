using Search.Experiments;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class SamplerRegistryTests
{
    private static readonly SearchSpace Space = new() { Parameters = [new() { Name = "dropout", Domain = new UniformDomain(0, 1) }] };

    [Fact]
    public void Every_registered_name_creates_a_sampler() =>
        Assert.All(SamplerRegistry.Names, name => Assert.NotNull(SamplerRegistry.Create(new ComponentSpec(name), new SamplerContext { Space = Space })));

    [Fact]
    public void Auto_chooses_by_objectives_fidelity_and_columns()
    {
        var wide = new SearchSpace { Parameters = [.. Enumerable.Range(0, 60).Select(i => new Parameter { Name = $"x{i}", Domain = new UniformDomain(0, 1) })] };

        Assert.IsType<GpSampler>(Auto(new SamplerContext { Space = Space }));
        Assert.IsType<TpeSampler>(Auto(new SamplerContext { Space = wide }));
        Assert.IsType<BohbSampler>(Auto(new SamplerContext { Space = Space, IsMultiFidelity = true }));
        Assert.IsType<Nsga2Sampler>(Auto(new SamplerContext { Space = Space, History = new TrialHistory(2) }));

        static ISampler Auto(SamplerContext context) => SamplerRegistry.Create(new ComponentSpec("auto"), context);
    }

    [Fact]
    public void The_grids_resolution_is_the_files()
    {
        Assert.Equal(["resolution"], SamplerRegistry.Settings("grid"));
        Assert.Equal(5, SamplerRegistry.Create(new ComponentSpec("grid"), new SamplerContext { Space = Space }).Count);
        Assert.Equal(7, SamplerRegistry.Create(new ComponentSpec("grid") { Settings = new Dictionary<string, double> { ["resolution"] = 7 } }, new SamplerContext { Space = Space }).Count);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() =>
        Assert.Contains("auto, random, bohb, gp, grid", Assert.Throws<ArgumentException>(() => SamplerRegistry.Create(new ComponentSpec("oracle"), new SamplerContext { Space = Space })).Message, StringComparison.Ordinal);
}
