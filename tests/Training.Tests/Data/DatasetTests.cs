using Search.Experiments;
using Search.Training.Data;
using Search.Training.Tests.Data.Fixtures;
using TorchSharp;
using Xunit;

namespace Search.Training.Tests.Data;

public sealed class DatasetTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Pixels_labels_and_names_belong_together()
    {
        folder.Write("train/a/red.png", Pictures.Encode(8, 8, (_, _) => Pictures.Red));
        folder.WriteMany("train/b", 4);
        folder.Write("train/b/blue.png", Pictures.Encode(8, 8, (_, _) => Pictures.Blue));
        folder.WriteMany("valid/a", 1);
        folder.WriteMany("valid/b", 1);

        using var data = Open();

        Assert.Equal([8, 3, 8, 8], data.Pixels.shape.Select(length => (int)length).Skip(1).Prepend((int)data.Pixels.shape[0]));
        Assert.Equal(torch.ScalarType.Byte, data.Pixels.dtype);
        Assert.Equal(["a", "b"], data.Classes);
        var (red, blue) = (Row("train/a/red.png"), Row("train/b/blue.png"));
        Assert.Equal((0, 1), (data.Labels[red], data.Labels[blue]));
        Assert.Equal([255, 0, 0], Colour(red));
        Assert.Equal([0, 0, 255], Colour(blue));

        int Row(string name) => data.Names.Index().Single(item => item.Item == name).Index;
        int[] Colour(int row) => [.. Enumerable.Range(0, 3).Select(channel => (int)data.Pixels[row, channel, 4, 4].item<byte>())];
    }

    [Fact]
    public void The_mapping_outlives_the_dispose_scope_it_was_first_read_in()
    {
        Images(3, 3);
        using var data = Open();

        using (torch.NewDisposeScope())
            Assert.False(data.Pixels.IsInvalid);

        Assert.False(data.Pixels.IsInvalid);
        Assert.True(data.Pixels.sum().item<long>() > 0);
    }

    [Fact]
    public void Another_opening_with_the_same_seed_gives_the_same_hashes_and_another_seed_another_split()
    {
        Images(30, 30);
        using var one = Open(seed: 1);
        using var same = Open(seed: 1);
        using var other = Open(seed: 2);

        Assert.Equal(one.Summary.SplitHash, same.Summary.SplitHash);
        Assert.NotEqual(one.Summary.SplitHash, other.Summary.SplitHash);
        Assert.Equal(one.ContentHash, other.ContentHash);
    }

    [Fact]
    public void Unreadable_images_are_left_out_and_each_is_named()
    {
        Images(50, 50);
        folder.Write("train/a/empty.png", []);
        folder.Write("train/b/text.jpg", "hello"u8.ToArray());
        folder.Write("train/b/cut.png", Pictures.Distinct("cut")[..60]);

        using var data = Open(new() { Path = folder.Data, MaxUnreadable = 0.05 });

        Assert.Equal(100, data.Names.Count);
        Assert.Equal(["train/a/empty.png", "train/b/cut.png", "train/b/text.jpg"], data.Unreadable.Select(image => image.Name));
        Assert.Contains(data.Summary.Warnings, warning => warning.Contains("3 of 103 images cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public void More_unreadable_images_than_tolerated_are_an_error_that_names_some()
    {
        Images(10, 10);
        folder.Write("train/a/empty.png", []);

        var error = Assert.Throws<BadDataException>(() => Open());

        Assert.Contains("1 of 21 images", error.Message, StringComparison.Ordinal);
        Assert.Contains("train/a/empty.png is empty (0 bytes)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_which_nothing_can_be_read_is_an_error()
    {
        Images(10, 0);
        folder.Write("train/b/empty.png", []);

        var error = Assert.Throws<BadDataException>(() => Open(new() { Path = folder.Data, MaxUnreadable = 1 }));

        Assert.Contains("can be read of 1 class: b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_to_predict_have_no_label_and_do_not_change_the_content()
    {
        Images(10, 10);
        using var before = Open();
        folder.WriteMany("test", 3);

        using var data = Open();

        Assert.Equal(3, data.Unlabelled.Count);
        Assert.All(data.Unlabelled, image => Assert.Equal(-1, data.Labels[image]));
        Assert.Empty(data.Test);
        Assert.Equal((before.ContentHash, before.Summary.SplitHash), (data.ContentHash, data.Summary.SplitHash));
    }

    [Fact]
    public void The_summary_counts_what_the_splits_hold()
    {
        Images(40, 60);
        folder.WriteMany("test/a", 5);

        using var data = Open(new() { Path = folder.Data, LimitTrain = 70, SampleTrain = 30, SampleValid = 1000 });

        var summary = data.Summary;
        Assert.Equal((70, 30, 20, 20, 5), (summary.TrainImages, summary.SampleTrainImages, summary.ValidImages, summary.SampleValidImages, summary.TestImages));
        Assert.Null(summary.TestGroups);
        Assert.Contains(summary.Warnings, warning => warning.Contains("data.sample.valid is 1,000", StringComparison.Ordinal));
        Assert.Contains(summary.Warnings, warning => warning.Contains("test/ has no images of 1 class: b", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sample_larger_than_the_data_is_the_full_set_with_a_warning()
    {
        Images(10, 10);

        using var data = Open(new() { Path = folder.Data, SampleTrain = 500 });

        Assert.Equal(data.Train.Count, data.Summary.SampleTrainImages);
        Assert.Contains(data.Summary.Warnings, warning => warning.Contains("the sample is the full set", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_of_the_test_images_are_given_in_the_splits_order()
    {
        Images(40, 40);
        File.WriteAllLines(folder.Of("groups.csv"), ["image,group", .. ((string[])["a", "b"]).SelectMany(name => Enumerable.Range(0, 40).Select(i => $"{name}/{i:D4}.png,driver{i / 4}"))]);

        using var data = Open(new() { Path = folder.Data, Groups = folder.Of("groups.csv"), TestFraction = 0.2 });

        string Driver(int image) => "driver" + int.Parse(data.Names[image].AsSpan()[^8..^4], null) / 4;
        Assert.NotNull(data.Summary.TestGroups);
        Assert.Equal(data.Test.Count, data.Summary.TestGroups.Count);
        Assert.Equal(2, data.Test.Select(Driver).Distinct().Count());
        Assert.Equal(2, data.Test.Select((image, place) => (Driver(image), data.Summary.TestGroups[place])).Distinct().Count());
    }

    [Fact]
    public void A_wrong_groups_file_is_refused_before_anything_is_decoded()
    {
        Images(10, 10);
        File.WriteAllText(folder.Of("groups.csv"), "image,group\n");

        var error = Assert.Throws<BadDataException>(() => Open(new() { Path = folder.Data, Groups = folder.Of("groups.csv") }));

        Assert.Contains("gives no group for 20 images", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Cache));
    }

    [Fact]
    public void The_same_picture_on_two_sides_is_remarked_upon()
    {
        Images(10, 10);
        folder.WriteMany("valid/a", 3);
        folder.Write("valid/b/copy.png", File.ReadAllBytes(Path.Combine(folder.Data, "train", "a", "0007.png")));

        using var data = Open();

        Assert.Contains(data.Summary.Warnings, warning =>
            warning.StartsWith("1 of 4 validation images is pixel for pixel the same as training images (valid/b/copy.png = train/a/0007.png)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(7, 10, 10, "data.imageSize is 7")]
    [InlineData(2000, 10, 10, "data.imageSize is 2000")]
    [InlineData(8, 0, 10, "data.limit.train is 0")]
    [InlineData(8, 1, 10, "data.limit.train is 1, but there are 2 classes")]
    [InlineData(8, 10, 0, "data.sample.train is 0")]
    [InlineData(8, 10, 1, "data.sample.train is 1, but there are 2 classes")]
    public void Impossible_settings_are_refused_by_name_and_value(int imageSize, int limit, int sample, string says)
    {
        Images(10, 10);

        var error = Assert.Throws<BadDataException>(() => Open(new() { Path = folder.Data, ImageSize = imageSize, LimitTrain = limit, SampleTrain = sample }, keepSize: true));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_settings_are_reported_at_once()
    {
        var error = Assert.Throws<BadDataException>(() => Open(new() { Path = folder.Data, ValidFraction = double.NaN, TestFraction = 0.9, MaxUnreadable = -1 }));

        Assert.Contains("data.valid.fraction is NaN", error.Message, StringComparison.Ordinal);
        Assert.Contains("data.test.fraction is 0.9", error.Message, StringComparison.Ordinal);
        Assert.Contains("data.maxUnreadable is -1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_removed_before_the_first_use_is_a_sentence()
    {
        Images(5, 5);
        using var data = Open();
        Directory.Delete(folder.Cache, recursive: true);

        Assert.Contains("is gone", Assert.Throws<DataCacheException>(() => data.Pixels).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Images(int first, int second)
    {
        folder.WriteMany("train/a", first);
        folder.WriteMany("train/b", second);
    }

    private Dataset Open(DataSpec? spec = null, ulong seed = 1, bool keepSize = false)
    {
        spec ??= new() { Path = folder.Data };
        return Dataset.Open(keepSize ? spec : spec with { ImageSize = 8 }, seed, folder.Cache, null, CancellationToken.None);
    }
}
