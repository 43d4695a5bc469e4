using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class WeightDecayRangeTests
{
    [Fact]
    public void It_goes_from_a_tenth_of_one_whole_run_to_one_epoch_and_has_zero()
    {
        // B/(ηN) = 64 / (1e-3 · 8000) = 8; over 10 epochs and a tenth of it 0.08.
        var range = WeightDecayRange.For(batchSize: 64, learningRate: 1e-3, images: 8000, epochs: 10)!;

        Assert.Equal(0.08, range.Low, 1e-12);
        Assert.Equal(8, range.High, 1e-9);
        Assert.True(range.OrZero);
    }

    [Theory]
    [InlineData(1e-3, 0)]
    [InlineData(0, 8000)]
    public void Without_a_size_or_a_rate_there_is_none(double learningRate, int images) =>
        Assert.Null(WeightDecayRange.For(64, learningRate, images, 10));
}
