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
    public void Auto_is_the_Gaussian_process_while_length_scales_can_be_told() => Assert.IsType<GpSampler>(SamplerRegistry.Create(new ComponentSpec("auto"), new SamplerContext { Space = Space }));

    [Fact]
    public void The_grids_resolution_is_the_files()
    {
        Assert.Equal(["resolution"], SamplerRegistry.Settings("grid"));
        Assert.Equal(5, SamplerRegistry.Create(new ComponentSpec("grid"), new SamplerContext { Space = Space }).Count);
        Assert.Equal(7, SamplerRegistry.Create(new ComponentSpec("grid") { Settings = new Dictionary<string, double> { ["resolution"] = 7 } }, new SamplerContext { Space = Space }).Count);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() =>
        Assert.Contains("auto, random, gp, grid", Assert.Throws<ArgumentException>(() => SamplerRegistry.Create(new ComponentSpec("oracle"), new SamplerContext { Space = Space })).Message, StringComparison.Ordinal);
}
