using Search.Training.Data;
using Search.Training.Data.Folders;
using Search.Training.Tests.Data.Fixtures;
using Xunit;

namespace Search.Training.Tests.Data.Folders;

public sealed class FolderScanTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void Classes_and_images_come_in_ordinal_order()
    {
        foreach (var name in (string[])["train/b/2.png", "train/b/10.png", "train/B/x.png", "train/a/1.png", "test/b/t.png", "valid/a/v.png", "test/u.png"])
            folder.Write(name, [1]);

        var scan = Scan();

        Assert.Equal(["B", "a", "b"], scan.Classes);
        Assert.Equal(
            ["train/B/x.png", "train/a/1.png", "train/b/10.png", "train/b/2.png", "valid/a/v.png", "test/b/t.png", "test/u.png"],
            scan.Images.Select(image => image.File.Name));
        Assert.Equal([0, 1, 2, 2, 1, 2, -1], scan.Images.Select(image => image.Label));
        Assert.Equal(Side.Unlabelled, scan.Images[^1].Side);
    }

    [Fact]
    public void Strange_names_are_ordinary_names()
    {
        string[] names = ["train/a b/1 (2).JPG", "train/a b/ünï.PnG", "train/日本 #1/[x]*?.jpeg", "train/日本 #1/-r.webp"];
        foreach (var name in names)
            folder.Write(name, [1]);

        Assert.Equal(names.Order(StringComparer.Ordinal), Scan().Images.Select(image => image.File.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hidden_files_and_folders_are_passed_over_and_other_files_counted()
    {
        TwoClasses();
        foreach (var name in (string[])["train/.git/1.png", "train/a/._1.png", "train/a/.DS_Store", "train/a/Thumbs.db", "train/a/notes.txt", "train/read.me"])
            folder.Write(name, [1]);

        var scan = Scan();

        Assert.Equal(["a", "b"], scan.Classes);
        Assert.Equal(2, scan.Images.Count);
        Assert.Equal(3, scan.Ignored);
    }

    [Fact]
    public void Images_where_no_class_can_be_told_are_left_out_and_named()
    {
        TwoClasses();
        folder.Write("train/loose.png", [1]);
        folder.Write("train/a/deeper/2.png", [1]);

        var scan = Scan();

        Assert.Equal(2, scan.Images.Count);
        Assert.Contains(scan.Warnings, warning => warning.Contains("train/loose.png", StringComparison.Ordinal));
        Assert.Contains(scan.Warnings, warning => warning.Contains("train/a/deeper", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_are_followed_and_circles_do_no_harm()
    {
        TwoClasses();
        var elsewhere = folder.Of("elsewhere");
        Directory.CreateDirectory(elsewhere);
        File.WriteAllBytes(Path.Combine(elsewhere, "far.png"), [1, 2, 3]);
        Directory.CreateSymbolicLink(Path.Combine(folder.Data, "train", "c"), elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(elsewhere, "circle"), folder.Data);
        var train = Path.Combine(folder.Data, "train", "a");
        File.CreateSymbolicLink(Path.Combine(train, "link.png"), Path.Combine(elsewhere, "far.png"));
        File.CreateSymbolicLink(Path.Combine(train, "nowhere.png"), Path.Combine(elsewhere, "gone.png"));
        File.CreateSymbolicLink(Path.Combine(train, "self.png"), Path.Combine(train, "self.png"));

        var lengths = Scan().Images.ToDictionary(image => image.File.Name, image => image.File.Length);

        Assert.Equal(3, lengths["train/c/far.png"]);
        Assert.Equal(3, lengths["train/a/link.png"]);
        Assert.Equal(-1, lengths["train/a/nowhere.png"]);
        Assert.Equal(-1, lengths["train/a/self.png"]);
    }

    [Fact]
    public void A_missing_folder_is_an_error() => Refused("There is no folder");

    [Fact]
    public void A_file_in_place_of_the_folder_is_an_error()
    {
        File.WriteAllText(folder.Data, "");

        Refused("is a file, but data.path must be a folder");
    }

    [Theory]
    [InlineData("Train/a/1.png", "has no folder 'train' (it has: Train)")]
    [InlineData("train", "is a file, but must be a folder")]
    [InlineData("train/1.png", "has no class folders")]
    [InlineData("train/a/1.txt", "There are no images in")]
    [InlineData("train/a/1.png", "only one class folder, a")]
    [InlineData("train/a/1.png train/b/1.txt", "No images in 1 class folder of")]
    [InlineData("train/a/1.png train/b/1.png valid/c/1.png", "class folders that train lacks: c. Known classes: a, b")]
    [InlineData("train/a/1.png train/b/1.png test/unknown/1.png", "put unlabelled images directly into test/")]
    [InlineData("train/a/1.png train/b/1.png valid", "is a file, but must be a folder")]
    public void A_folder_that_does_not_fit_is_an_error_with_a_remedy(string files, string says)
    {
        foreach (var name in files.Split(' '))
            folder.Write(name, [1]);

        Refused(says);
    }

    [Fact]
    public void A_class_without_validation_images_is_remarked_upon()
    {
        TwoClasses();
        folder.Write("valid/a/1.png", [1]);

        Assert.Contains(Scan().Warnings, warning => warning.Contains("valid/ has no images of 1 class: b", StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private void TwoClasses()
    {
        folder.Write("train/a/1.png", [1]);
        folder.Write("train/b/1.png", [1]);
    }

    private FolderScan Scan() => FolderScan.Of(folder.Data, CancellationToken.None);

    private void Refused(string says) => Assert.Contains(says, Assert.Throws<BadDataException>(Scan).Message, StringComparison.Ordinal);
}
