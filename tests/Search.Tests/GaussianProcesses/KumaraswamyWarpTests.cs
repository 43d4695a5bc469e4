using CsCheck;
using Search.GaussianProcesses;
using Xunit;

namespace Search.Tests.GaussianProcesses;

public sealed class KumaraswamyWarpTests
{
    private static readonly Gen<KumaraswamyWarp> Warps = Gen.Double[-2.3, 2.3].Select(Gen.Double[-2.3, 2.3], (a, b) => new KumaraswamyWarp(Math.Exp(a), Math.Exp(b)));

    [Fact]
    public void Without_bends_every_position_stays()
    {
        Gen.Double[-1, 2].Sample(x => Math.Abs(new KumaraswamyWarp(1, 1).Of(x) - x) < 1e-12);
    }

    [Fact]
    public void Positions_keep_their_order_and_the_ends_stay()
    {
        Warps.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Sample((warp, x, y) => Assert.True(warp.Of(Math.Min(x, y)) <= warp.Of(Math.Max(x, y))));
        Warps.Sample(warp => warp.Of(0) == 0 && warp.Of(1) == 1);
    }

    [Fact]
    public void The_inverse_leads_back()
    {
        // Where a bend is steep, many positions share one rounded image: what must agree is the image.
        Warps.Select(Gen.Double[0, 1]).Sample((warp, w) => Math.Abs(warp.Of(warp.Inverse(w)) - w) < 1e-6);
    }

    [Fact]
    public void What_lies_beyond_the_interval_is_not_bent()
    {
        Warps.Sample(warp => warp.Of(-0.5) == -0.5 && warp.Of(1.5) == 1.5 && warp.Inverse(1.5) == 1.5);
    }

    [Fact]
    public void Slopes_are_the_differences_over_small_steps()
    {
        const double step = 1e-5;
        Gen.Double[-1, 1].Select(Gen.Double[-1, 1], Gen.Double[0.02, 0.98]).Sample((a, b, x) =>
        {
            double At(double logA, double logB) => new KumaraswamyWarp(Math.Exp(logA), Math.Exp(logB)).Of(x);
            var (byA, byB) = new KumaraswamyWarp(Math.Exp(a), Math.Exp(b)).Slopes(x);
            Assert.Equal((At(a + step, b) - At(a - step, b)) / (2 * step), byA, 1e-6);
            Assert.Equal((At(a, b + step) - At(a, b - step)) / (2 * step), byB, 1e-6);
        });
    }
}
