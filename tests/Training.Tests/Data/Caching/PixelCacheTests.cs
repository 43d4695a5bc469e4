using System.Collections.Concurrent;
using Search.Training.Data;
using Search.Training.Data.Caching;
using Search.Training.Data.Folders;
using Search.Training.Tests.Data.Fixtures;
using Xunit;

namespace Search.Training.Tests.Data.Caching;

public sealed class PixelCacheTests : IDisposable
{
    private readonly TempFolder folder = new();

    public PixelCacheTests()
    {
        folder.WriteMany("train/a", 5);
        folder.WriteMany("train/b", 5);
    }

    [Fact]
    public void A_current_cache_is_opened_without_reading_an_image()
    {
        var first = Open();
        var image = Path.Combine(folder.Data, "train", "a", "0000.png");
        var (bytes, time) = (File.ReadAllBytes(image), File.GetLastWriteTimeUtc(image));
        File.WriteAllBytes(image, new byte[bytes.Length]);
        File.SetLastWriteTimeUtc(image, time);
        Recorder progress = new();

        var second = Open(progress);

        Assert.Equal(first.Index.ContentHash, second.Index.ContentHash);
        Assert.Equal(first.PixelFile, second.PixelFile);
        Assert.Empty(progress.Reports);
    }

    [Fact]
    public void A_changed_image_makes_a_new_cache()
    {
        var first = Open();
        folder.Write("train/a/0000.png", Pictures.Distinct("another"));

        var second = Open();

        Assert.NotEqual(first.Index.ContentHash, second.Index.ContentHash);
        Assert.NotEqual(first.PixelFile, second.PixelFile);
    }

    [Fact]
    public void The_pixels_of_an_earlier_state_go_and_its_table_stays()
    {
        var first = Open();
        folder.WriteMany("train/b", 6);

        Open();

        Assert.False(File.Exists(first.PixelFile));
        Assert.Equal(first.Index.ContentHash, Cache().Find(first.Index.ContentHash)?.ContentHash);
    }

    [Fact]
    public void Data_that_returned_to_an_earlier_state_are_decoded_again()
    {
        var first = Open();
        folder.Write("train/a/extra.png", Pictures.Distinct("extra"));
        Open();
        File.Delete(Path.Combine(folder.Data, "train", "a", "extra.png"));

        var third = Open();

        Assert.Equal(first.Index.ContentHash, third.Index.ContentHash);
        Assert.True(File.Exists(third.PixelFile));
    }

    [Fact]
    public void The_same_content_has_the_same_hash_wherever_it_lies_and_whenever_it_was_written()
    {
        var first = Open();
        foreach (var file in Directory.EnumerateFiles(folder.Data, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        Assert.Equal(first.Index.ContentHash, Open().Index.ContentHash);
    }

    [Fact]
    public void An_image_in_another_class_changes_the_content()
    {
        var first = Open();
        File.Move(Path.Combine(folder.Data, "train", "a", "0004.png"), Path.Combine(folder.Data, "train", "b", "-first.png"));

        Assert.NotEqual(first.Index.ContentHash, Open().Index.ContentHash);
    }

    [Fact]
    public void A_cancelled_build_leaves_nothing()
    {
        folder.WriteMany("train/a", 500);
        using var cancellation = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Cache().Open(Scan(), new Canceller(cancellation), cancellation.Token));

        Assert.Empty(Directory.EnumerateDirectories(Cache().Folder));
    }

    [Fact]
    public void What_a_killed_build_left_is_cleared_away()
    {
        var abandoned = Path.Combine(Cache().Folder, "building-abandoned");
        Directory.CreateDirectory(abandoned);
        File.WriteAllText(Path.Combine(abandoned, "pixels.u8"), "half");

        Open();

        Assert.False(Directory.Exists(abandoned));
    }

    [Fact]
    public async Task Two_builders_at_once_decode_only_once()
    {
        folder.WriteMany("train/a", 300);
        using var both = new Barrier(2);
        Recorder progress = new();

        var entries = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () =>
            {
                both.SignalAndWait();
                return Open(progress);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(entries[0].PixelFile, entries[1].PixelFile);
        Assert.Single(progress.Reports, report => report.Done == report.Total);
    }

    [Theory]
    [InlineData("pixels.u8")]
    [InlineData("index.bin")]
    public void A_damaged_cache_is_built_again(string name)
    {
        var first = Open();
        var damaged = Path.Combine(Path.GetDirectoryName(first.PixelFile)!, name);
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^1]);

        var second = Open();

        Assert.Equal(first.Index.ContentHash, second.Index.ContentHash);
        Assert.Equal(10 * 192, new FileInfo(second.PixelFile).Length);
    }

    [Fact]
    public void A_flipped_bit_in_the_table_is_noticed()
    {
        var path = Path.Combine(Path.GetDirectoryName(Open().PixelFile)!, "index.bin");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Null(CacheIndex.Read(path));
    }

    [Fact]
    public void Rows_of_unreadable_images_leave_no_gaps()
    {
        folder.Write("train/a/0001.png", []);
        folder.Write("train/a/0004.png", "text"u8.ToArray());
        var entry = Open();

        var rows = File.ReadAllBytes(entry.PixelFile).Chunk(192).Select(row => CacheBuilder.PixelHash(row)).ToArray();

        Assert.Equal([1, 4], entry.Index.Failures.Keys.Order());
        Assert.Equal(entry.Index.PixelHashes.Where((_, place) => place is not (1 or 4)), rows);
    }

    [Fact]
    public void An_image_that_could_not_be_opened_is_tried_again_next_time()
    {
        var scan = Scan();
        var image = Path.Combine(folder.Data, "train", "a", "0002.png");
        File.Move(image, image + ".away");
        var first = Cache().Open(scan, null, CancellationToken.None);
        File.Move(image + ".away", image);

        var second = Cache().Open(scan, null, CancellationToken.None);

        Assert.Equal(9, first.Index.Readable);
        Assert.Equal(10, second.Index.Readable);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_sentence()
    {
        File.WriteAllText(folder.Cache, "a file, not a folder");

        var error = Assert.Throws<DataCacheException>(() => Open());

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_larger_than_the_disk_is_refused_before_anything_is_decoded()
    {
        // Ten pictures of half a million pixels a side: eight terabytes.
        var scan = Scan();
        Assert.SkipUnless(new DriveInfo(folder.Path).AvailableFreeSpace < 8L << 40, "this disk has room for everything");
        Recorder progress = new();

        var error = Assert.Throws<DataCacheException>(() =>
            new PixelCache(folder.Cache, folder.Data, 1 << 19).Open(scan, progress, CancellationToken.None));

        Assert.Contains("are free", error.Message, StringComparison.Ordinal);
        Assert.Empty(progress.Reports);
    }

    public void Dispose() => folder.Dispose();

    private PixelCache Cache() => new(folder.Cache, folder.Data, 8);

    private FolderScan Scan() => FolderScan.Of(folder.Data, CancellationToken.None);

    private CacheEntry Open(IProgress<DataProgress>? progress = null) => Cache().Open(Scan(), progress, CancellationToken.None);

    private sealed class Recorder : IProgress<DataProgress>
    {
        public ConcurrentQueue<DataProgress> Reports { get; } = [];

        public void Report(DataProgress value) => Reports.Enqueue(value);
    }

    private sealed class Canceller(CancellationTokenSource cancellation) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => cancellation.Cancel();
    }
}
