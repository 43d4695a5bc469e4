using Search.Training.Data;
using Search.Training.Demo;
using Search.Training.Tests.Data.Fixtures;
using Xunit;

namespace Search.Training.Tests.Demo;

public sealed class DemoImagesTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void The_pictures_are_a_balanced_data_folder_with_a_test_split()
    {
        Write(120, 60);

        using var data = Dataset.Open(new() { Path = folder.Data, ImageSize = 32 }, 1, folder.Cache, null, CancellationToken.None);

        Assert.Equal(DemoImages.Classes, data.Classes);
        Assert.Equal((96, 24, 60), (data.Train.Count, data.Valid.Count, data.Test.Count));
        Assert.All(data.Test.CountBy(image => data.Labels[image]), count => Assert.Equal(10, count.Value));
        Assert.DoesNotContain(data.Summary.Warnings, warning => warning.Contains("pixel for pixel", StringComparison.Ordinal));
    }

    // Results of the demo are compared across releases: other pictures need another version.
    [Fact]
    public void The_pictures_of_this_version_are_fixed()
    {
        Write(12, 6);

        using var data = Dataset.Open(new() { Path = folder.Data, ImageSize = 32 }, 1, folder.Cache, null, CancellationToken.None);

        Assert.Equal((1, "dbecc0fcbbde61ce"), (DemoImages.Version, data.ContentHash[..16]));
    }

    [Fact]
    public void A_second_call_with_the_same_arguments_keeps_the_folder_and_others_refuse_it()
    {
        Write(12, 6);
        var image = Path.Combine(folder.Data, "train", "circle", "0000.png");
        var written = File.GetLastWriteTimeUtc(image);

        Write(12, 6);

        Assert.Equal(written, File.GetLastWriteTimeUtc(image));
        Assert.Contains("exists already", Assert.Throws<BadDataException>(() => Write(18, 6)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Being_cancelled_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => DemoImages.Write(folder.Data, 1, 12, 6, cancellation.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    public void Dispose() => folder.Dispose();

    private void Write(int train, int test) => DemoImages.Write(folder.Data, 1, train, test, CancellationToken.None);
}
