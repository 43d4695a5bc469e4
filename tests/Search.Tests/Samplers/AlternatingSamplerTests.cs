using Search.Samplers;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class AlternatingSamplerTests : SamplerContract
{
    protected override ISampler Create(SamplerContext context) => new AlternatingSampler(new TpeSampler(context), new CmaesSampler(context));

    [Fact]
    public void Each_sampler_has_its_turn()
    {
        var context = new SamplerContext { Space = Space("continua") };
        var sampler = Create(context);

        Assert.Equal(new TpeSampler(context).Propose(4, 7), sampler.Propose(4, 7));
        Assert.Equal(new CmaesSampler(context).Propose(5, 7), sampler.Propose(5, 7));
    }
}
