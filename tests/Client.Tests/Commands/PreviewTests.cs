using Search.Client.Previews;
using Xunit;

namespace Search.Client.Tests.Commands;

public sealed class PreviewTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(1000, 0.020)]
    [InlineData(10000, 0.006)]
    public void The_smallest_gain_is_that_of_the_method(int images, double gain) => Assert.Equal(gain, SmallestGain.On(images), 3);

    [Fact]
    public async Task A_preview_counts_images_and_foretells_every_stage()
    {
        var spec = Images();

        var preview = (await home.RunAsync("preview", spec, "--slots", "2", "--images-per-second", "100", "--json")).Json;

        Assert.Equal((2, 8), (preview.GetProperty("classes").GetInt32(), preview.GetProperty("testImages").GetInt32()));
        Assert.Equal(["learningRate", "augmentation", "joint", "promote", "retune"], preview.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("stage").GetString()));
        Assert.True(preview.GetProperty("seconds").GetDouble() > 0);
        Assert.Equal(preview.GetProperty("stages").EnumerateArray().Sum(stage => stage.GetProperty("images").GetInt64()) / 100.0,
            preview.GetProperty("stages").EnumerateArray().Sum(stage => stage.GetProperty("seconds").GetDouble()), 6);
        Assert.Contains(preview.GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.Contains("cannot be shown on 8 images", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_experiment_the_time_is_not_known_and_with_one_it_is_reckoned_at_its_speed()
    {
        var spec = Images();

        var before = await home.RunAsync("preview", spec);
        await home.AddAsync("one-0001");
        var after = await home.RunAsync("preview", spec, "--json");

        Assert.Contains("time: not known yet", before.Out, StringComparison.Ordinal);
        Assert.Equal(2500, after.Json.GetProperty("imagesPerSecond").GetDouble(), 6); // as SyntheticCurves: 0.4 ms an image
    }

    [Fact]
    public async Task A_weight_decay_that_cannot_matter_is_warned_of()
    {
        var spec = Images("space: { learningRate: { log: [1e-4, 1e-2] }, weightDecay: { log: [1e-9, 1e-8] } }\n");

        var answer = await home.RunAsync("preview", spec);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("warning: weightDecay is log [1E-09, 1E-08]", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_least_gain_shortens_no_preview_but_is_told()
    {
        var (plain, limited) = (await home.RunAsync("preview", Images(), "--set", "budget.trials=150"), await home.RunAsync("preview", Images(), "--set", "budget={ trials: 150, gain: 1000 }"));

        Assert.DoesNotContain("perhaps fewer", plain.Out, StringComparison.Ordinal);
        Assert.Contains("perhaps fewer: the stage joint proposes no more", limited.Out, StringComparison.Ordinal);
        Assert.Equal(Joint(plain.Out), Joint(limited.Out));

        static string Joint(string lines) => lines.Split('\n').Single(line => line.StartsWith("joint ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_trained_on_is_bad_input()
    {
        var spec = Images();
        foreach (var file in Directory.GetFiles(home.At("images", "train", "dog")))
            File.Delete(file);

        var empty = await home.RunAsync("preview", spec);
        Directory.Delete(home.At("images", "train", "dog"));
        var single = await home.RunAsync("preview", spec);
        Directory.Delete(home.At("images"), recursive: true);
        var missing = await home.RunAsync("preview", spec);

        Assert.Equal((2, 2, 2), (empty.ExitCode, single.ExitCode, missing.ExitCode));
        Assert.Contains("No images in train/dog", empty.Error, StringComparison.Ordinal);
        Assert.Contains("only one class, cat", single.Error, StringComparison.Ordinal);
        Assert.Contains("no such folder", missing.Error, StringComparison.Ordinal);
    }

    /// <summary>Two classes of 40 images to train and 4 to test on, and a sweep file beside them.</summary>
    private string Images(string more = "")
    {
        foreach (var (side, count) in new[] { ("train", 40), ("test", 4) })
            foreach (var name in (string[])["cat", "dog"])
            {
                Directory.CreateDirectory(home.At("images", side, name));
                for (var i = 0; i < count; i++)
                    File.WriteAllBytes(home.At("images", side, name, $"{i}.png"), []);
            }
        var spec = home.At("sweep.yaml");
        File.WriteAllText(spec, "data: { path: ./images }\nmaxEpochs: 3\nbudget: { trials: 12 }\n" + more);
        return spec;
    }
}
