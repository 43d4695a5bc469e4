using Search.Samplers;
using Xunit;

namespace Search.Tests.Samplers;

public sealed class TrustRegionTests
{
    [Fact]
    public void It_starts_wide_and_the_initial_design_does_not_move_it() => Assert.Equal(0.8, TrustRegion.Length([5, 4, 3, 2, 1], columns: 3, initial: 5));

    [Fact]
    public void Two_successes_in_a_row_widen_it_and_four_failures_narrow_it()
    {
        Assert.Equal(1.6, TrustRegion.Length([5, 4, 3], 3, initial: 1));
        Assert.Equal(0.8, TrustRegion.Length([5, 4, 6, 3], 3, initial: 1));
        Assert.Equal(0.4, TrustRegion.Length([5, 6, 6, 6, 6], 3, initial: 1));
    }

    [Fact]
    public void In_more_columns_more_failures_are_needed() => Assert.Equal(0.8, TrustRegion.Length([5, 6, 6, 6, 6, 6, 6], columns: 10, initial: 1));

    [Fact]
    public void It_never_gets_wider_than_the_cube_needs_and_after_vanishing_it_starts_again()
    {
        Assert.Equal(1.6, TrustRegion.Length([.. Enumerable.Range(0, 20).Select(i => -(double)i)], 3, initial: 1));
        // 0.8 halved 17 times is below 1e-5.
        Assert.Equal(0.8, TrustRegion.Length([.. Enumerable.Repeat(1.0, 1 + 17 * 4)], 3, initial: 1));
    }
}
