using Search.Samplers;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class RandomSamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new RandomSampler(context.Space);

    [Fact]
    public void Another_seed_gives_another_proposal_whatever_the_index()
    {
        var sampler = Create(Space("continua"));

        Assert.Equal(100, Enumerable.Range(0, 100).Select(seed => sampler.Propose(0, (ulong)seed)).Distinct().Count());
        Assert.Equal(sampler.Propose(0, 5), sampler.Propose(9, 5));
        Assert.Null(sampler.Count);
    }

    [Fact]
    public void Proposals_fill_every_dimension_evenly_and_independently()
    {
        // 16 cells of equal odds (two halves of each of four parameters), n = 16000: χ² of 15 degrees of freedom is above 68 with odds of 1e-8.
        const int n = 16_000;
        var space = Space("continua");
        var sampler = Create(space);
        var counts = new int[16];
        for (var seed = 0; seed < n; seed++)
        {
            var proposal = sampler.Propose(0, (ulong)seed);
            counts[(proposal["learningRate"].Number < 1e-3 ? 1 : 0) + (proposal["weightDecay"].Number < Math.Pow(10, -6 + 4 * 0.4 / 0.9) ? 2 : 0)
                + (proposal["momentum"].Number < 1 - Math.Sqrt(0.5 * 0.001) ? 4 : 0) + (proposal["dropout"].Number < 0.4 ? 8 : 0)]++;
        }

        Assert.InRange(counts.Sum(count => Math.Pow(count - n / 16.0, 2) / (n / 16.0)), 0, 68);
    }
}
