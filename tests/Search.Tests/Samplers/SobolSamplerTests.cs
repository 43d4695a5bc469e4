using Search.Randomness;
using Search.Samplers;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class SobolSamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new SobolSampler(context.Space, context.Seed);

    [Fact]
    public void Every_eight_proposals_hold_every_eighth_of_each_parameter_once()
    {
        var sampler = new SobolSampler(Duel.Cube(6), 3);
        Configuration[] proposals = [.. Enumerable.Range(0, 64).Select(index => sampler.Propose(index, 0))];

        foreach (var block in proposals.Chunk(8))
            for (var i = 0; i < 6; i++)
                Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], block.Select(proposal => (int)(proposal[$"x{i}"].Number * 8)).Order());
    }

    [Fact]
    public void The_index_is_the_point_and_the_searchs_seed_the_scrambling()
    {
        var sampler = new SobolSampler(Duel.Cube(3), 1);

        Assert.Equal(sampler.Propose(5, 1), sampler.Propose(5, 2));
        Assert.NotEqual(sampler.Propose(5, 1), sampler.Propose(6, 1));
        Assert.NotEqual(sampler.Propose(5, 1), new SobolSampler(Duel.Cube(3), 2).Propose(5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => sampler.Propose(-1, 1));
    }

    [Fact]
    public void It_comes_nearer_to_everything_than_random_search()
    {
        // Where the best lies is not known before: a target of its own for every seed. The mean over them of the nearest of 64 points is what evenness buys.
        double Mean(string name) => Enumerable.Range(1, 300).Average(seed =>
        {
            var target = new SearchRandom((ulong)seed + 1000);
            var (x, y) = (target.NextDouble(), target.NextDouble());
            return Duel.Best(name, Duel.Cube(2), point => Math.Sqrt(Math.Pow(point["x0"].Number - x, 2) + Math.Pow(point["x1"].Number - y, 2)), 64, (ulong)seed);
        });

        Assert.InRange(Mean("sobol"), 0, 0.95 * Mean("random"));
    }
}
