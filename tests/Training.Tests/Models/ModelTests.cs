using Search.Training.Models;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Search.Training.Tests.Models;

public class ModelTests
{
    public static TheoryData<string, int> Families =>
        new(ModelFamilies.Names.SelectMany(name => Sizes.Select(size => (name, size))).Select(pair => new TheoryDataRow<string, int>(pair.name, pair.size)));

    private static int[] Sizes => [8, 9, 32];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_gives_one_number_per_class_at_any_image_size(string family, int size)
    {
        using var scope = NewDisposeScope();
        var model = Build(family, new() { Classes = 5, ImageSize = size, Width = 0.25 });

        var logits = model.forward(rand(4, 3, size, size));

        Assert.Equal([4, 5], logits.shape);
        Assert.IsType<BatchNorm2d>(model.children().First());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void A_fresh_model_hardly_prefers_a_class(string family, int size)
    {
        using var scope = NewDisposeScope();
        var model = Build(family, new() { Classes = 5, ImageSize = size, Width = 0.5 });
        WeightInitializer.Initialize(model, 3);

        var loss = nn.functional.cross_entropy(model.forward(rand(20, 3, size, size)), arange(20).remainder(5));

        Assert.InRange(loss.item<float>(), 0.7 * Math.Log(5), 1.8 * Math.Log(5));
    }

    [Fact]
    public void Weights_follow_from_the_run_seed_and_not_from_Torchs_generator()
    {
        using var scope = NewDisposeScope();

        var (first, again, other) = (Weights(1, 7), Weights(2, 7), Weights(1, 8));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Every_weight_and_bias_is_set()
    {
        using var scope = NewDisposeScope();
        foreach (var family in ModelFamilies.Names)
        {
            var model = Build(family, new() { Classes = 3, ImageSize = 8, Width = 0.25, Depth = 2 });
            using (no_grad())
            {
                foreach (var parameter in model.parameters())
                    parameter.fill_(1000);
            }

            WeightInitializer.Initialize(model, 1);

            Assert.All(model.parameters(), parameter => Assert.True(parameter.abs().max().item<float>() < 10));
        }
    }

    [Fact]
    public void Width_scales_channels_and_depth_adds_blocks()
    {
        using var scope = NewDisposeScope();
        var shapes = Build("vgg", new() { Classes = 3, ImageSize = 32, Width = 0.5, Depth = 2 }).state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.shape);

        Assert.Equal([16, 3, 3, 3], shapes["conv1a.weight"]);
        Assert.Equal([32, 32, 3, 3], shapes["conv2b.weight"]);
        Assert.DoesNotContain("conv3a.weight", shapes.Keys);
        Assert.Equal([3, 32], shapes["output.weight"]);
    }

    [Fact]
    public void Dropout_drops_its_share_and_keeps_the_mean()
    {
        using var scope = NewDisposeScope();
        using var masks = new DropoutMasks(1, CPU);
        using var dropout = new SeededDropout(0.25, masks);
        masks.Seek(0, 0);

        var units = dropout.forward(ones(100, 100));

        // 10,000 units, standard deviation 0.0043: beyond 5 of them by chance less than once in a million seeds.
        Assert.InRange(units.eq(0).to(ScalarType.Float32).mean().item<float>(), 0.228f, 0.272f);
        Assert.InRange(units.mean().item<float>(), 0.97f, 1.03f);
        Assert.Equal(1 / 0.75f, units.max().item<float>(), 5);
    }

    [Fact]
    public void Masks_depend_on_the_place_in_the_run_only()
    {
        using var scope = NewDisposeScope();
        using var masks = new DropoutMasks(1, CPU);
        byte[] At(int epoch, int batch)
        {
            masks.Seek(epoch, batch);
            return Search.Training.Tensors.HostTensors.Bytes(masks.Next(ones(64), 0.5));
        }

        var first = At(0, 0);

        Assert.NotEqual(first, At(0, 1));
        Assert.NotEqual(first, At(1, 0));
        Assert.Equal(first, At(0, 0));
    }

    [Fact]
    public void Dropout_changes_nothing_in_evaluation()
    {
        using var scope = NewDisposeScope();
        using var dropout = new SeededDropout(0.5, null);
        dropout.eval();
        var units = rand(10);

        Assert.True(dropout.forward(units).equal(units).all().item<bool>());
    }

    private static nn.Module<Tensor, Tensor> Build(string family, ModelShape shape) => ModelFamilies.Build(family, shape);

    private static byte[] Weights(long globalSeed, ulong runSeed)
    {
        manual_seed(globalSeed);
        var model = Build("cnn", new() { Classes = 3, ImageSize = 8, Width = 0.25 });
        WeightInitializer.Initialize(model, runSeed);
        return [.. model.parameters().SelectMany(Search.Training.Tensors.HostTensors.Bytes)];
    }
}
