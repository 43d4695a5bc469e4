using Search.Training.Loop;
using Search.Training.Settings;
using Xunit;
using static TorchSharp.torch;

namespace Search.Training.Tests.Loop;

public class BatchSourceTests
{
    private static readonly TinyImages Data = TinyImages.Create(train: 66);

    [Theory]
    [InlineData(64, 16, 4)]
    [InlineData(66, 16, 5)]
    [InlineData(65, 16, 4)]
    [InlineData(5, 16, 1)]
    [InlineData(2, 2, 1)]
    public void A_partial_last_batch_is_kept_unless_it_has_one_image(int images, int batchSize, int batches) =>
        Assert.Equal(batches, Source(images, batchSize).Batches);

    [Fact]
    public void An_epoch_shows_every_image_once_in_an_order_of_its_own()
    {
        using var scope = NewDisposeScope();
        var source = Source(66, 16);

        var (first, second, again) = (Epoch(source, 0), Epoch(source, 1), Epoch(source, 0));

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(66, first.Distinct().Count());
    }

    [Fact]
    public void The_order_does_not_depend_on_model_or_regularization()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(
            Epoch(Source(66, 16), 0),
            Epoch(new BatchSource(Data, 66, 1, new TrainingSettings { BatchSize = 16, Dropout = 0.5, Model = "mlp" }, CPU), 0));
    }

    private static BatchSource Source(int images, int batchSize) => new(Data, images, 1, new TrainingSettings { BatchSize = batchSize }, CPU);

    /// <summary>The sums of the images' pixels, which tell them apart.</summary>
    private static float[] Epoch(BatchSource source, int epoch) =>
        [.. Enumerable.Range(0, source.Batches).SelectMany(batch => source.Take(epoch, batch).Images.sum([1, 2, 3]).data<float>().ToArray())];
}
