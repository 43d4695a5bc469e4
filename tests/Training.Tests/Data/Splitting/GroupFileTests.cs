using Search.Training.Data;
using Search.Training.Data.Splitting;
using Search.Training.Tests.Data.Fixtures;
using Xunit;

namespace Search.Training.Tests.Data.Splitting;

public class GroupFileTests
{
    private static readonly string[] Names = ["train/a/1.png", "train/b/2.png", "test/3.png"];
    private static readonly int[] Labels = [0, 1, -1];

    [Theory]
    [InlineData("image,group\ntrain/a/1.png,x\ntrain/b/2.png,y\n")]
    [InlineData("image,group\r\na/1.png,x\r\nb/2.png,y\r\n")]
    [InlineData("group,age,image\nx,3,1.png\ny,4,2.png\n\n")]
    [InlineData("Image,Group\n\"1.png\",\"x\"\n\"train\\b\\2.png\",y")]
    [InlineData("image,group\n./train/a/1.png, x\n2.png,y\nelsewhere.png,z")]
    public void Images_are_named_by_path_or_by_file_name(string csv)
    {
        var groups = Read(csv);

        Assert.Equal(["x", "y"], groups.OfImage.Take(2).Select(group => groups.Names[group]));
        Assert.Equal(-1, groups.OfImage[2]);
    }

    [Fact]
    public void A_quoted_field_may_hold_commas_and_quotes()
    {
        var groups = Read("image,group\n1.png,\"Doe, \"\"J\"\"\"\n2.png,y");

        Assert.Equal("Doe, \"J\"", groups.Names[groups.OfImage[0]]);
    }

    [Theory]
    [InlineData("image,group\n1.png,x", "train/b/2.png")]
    [InlineData("image,group\n1.png,x\n2.png,y\n1.png,y", "Line 4")]
    [InlineData("image,group\n1.png,x\n2.png", "Line 3")]
    [InlineData("image;group\n1.png;x", "must name the columns: image,group")]
    [InlineData("", "must name the columns: image,group")]
    public void A_file_that_does_not_fit_is_an_error_that_says_where(string csv, string says) =>
        Assert.Contains(says, Assert.Throws<BadDataException>(() => Read(csv)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_name_that_fits_two_images_is_an_error()
    {
        var error = Assert.Throws<BadDataException>(() => Read("image,group\n1.png,x", ["train/a/1.png", "train/b/1.png"], [0, 1]));

        Assert.Contains("fits both train/a/1.png and train/b/1.png", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_error()
    {
        var error = Assert.Throws<BadDataException>(() => GroupFile.Read("/nowhere/groups.csv", Names, Labels));

        Assert.Contains("There is no file /nowhere/groups.csv", error.Message, StringComparison.Ordinal);
    }

    private static ImageGroups Read(string csv, string[]? names = null, int[]? labels = null)
    {
        using var folder = new TempFolder();
        return GroupFile.Read(folder.Write("groups.csv", System.Text.Encoding.UTF8.GetBytes(csv)), names ?? Names, labels ?? Labels);
    }
}
