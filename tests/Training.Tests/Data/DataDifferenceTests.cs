using Search.Experiments;
using Search.Training.Data;
using Search.Training.Tests.Data.Fixtures;
using Xunit;

namespace Search.Training.Tests.Data;

public sealed class DataDifferenceTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly string launched;

    public DataDifferenceTests()
    {
        folder.WriteMany("train/a", 100);
        folder.WriteMany("train/b", 100);
        folder.WriteMany("test", 2);
        launched = Open();
    }

    [Fact]
    public void Untouched_data_are_unchanged() => Assert.True(Compare().IsEmpty);

    [Fact]
    public void Added_removed_and_changed_images_are_named()
    {
        folder.Write("train/a/new.png", Pictures.Distinct("new"));
        folder.Write("train/b/0003.png", Pictures.Distinct("other"));
        File.Delete(Path.Combine(folder.Data, "train", "b", "0000.png"));

        var difference = Compare();

        Assert.Equal(["train/a/new.png"], difference.Added);
        Assert.Equal(["train/b/0000.png"], difference.Removed);
        Assert.Equal(["train/b/0003.png"], difference.Changed);
        Assert.Equal("1 image added (train/a/new.png), 1 image removed (train/b/0000.png), 1 image changed (train/b/0003.png)", difference.ToString());
    }

    [Fact]
    public void Touched_files_with_the_same_pixels_are_unchanged()
    {
        File.SetLastWriteTimeUtc(Path.Combine(folder.Data, "train", "a", "0001.png"), new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        var rewritten = File.ReadAllBytes(Path.Combine(folder.Data, "train", "a", "0002.png"));
        folder.Write("train/a/0002.png", [.. rewritten, 0, 0, 0]);

        Assert.True(Compare().IsEmpty);
    }

    [Fact]
    public void Images_to_predict_may_come_and_go()
    {
        folder.WriteMany("test", 3, salt: 1);
        File.Delete(Path.Combine(folder.Data, "test", "0000.png"));

        Assert.True(Compare().IsEmpty);
    }

    [Fact]
    public void An_image_that_became_unreadable_has_changed()
    {
        folder.Write("train/a/0001.png", []);

        Assert.Equal(["train/a/0001.png"], Compare().Changed);
    }

    [Fact]
    public void The_launched_state_is_still_known_after_another_was_opened()
    {
        folder.Write("train/a/new.png", Pictures.Distinct("new"));
        Open();

        Assert.Equal(["train/a/new.png"], Compare().Added);
    }

    [Fact]
    public void An_unknown_state_cannot_be_compared() =>
        Assert.Null(Dataset.Compare(Spec, "00", folder.Cache, CancellationToken.None));

    public void Dispose() => folder.Dispose();

    private DataSpec Spec => new() { Path = folder.Data, ImageSize = 8 };

    private DataDifference Compare()
    {
        var difference = Dataset.Compare(Spec, launched, folder.Cache, CancellationToken.None);
        Assert.NotNull(difference);
        return difference;
    }

    private string Open()
    {
        using var data = Dataset.Open(Spec, 1, folder.Cache, null, CancellationToken.None);
        return data.ContentHash;
    }
}
