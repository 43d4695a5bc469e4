using Search.Spaces;
using Search.Store.Runs;
using Xunit;

namespace Search.Store.Tests.Runs;

public sealed class RunNameTests
{
    private static readonly DateTimeOffset Started = new(2026, 3, 1, 1, 5, 59, TimeSpan.FromHours(2));

    [Fact]
    public void The_name_tells_when_what_and_which()
    {
        var configuration = new Configuration([new("model", "vgg"), new("learningRate", 0.00123456), new("dropout", 0.5)]);

        var name = RunName.Of("cifar10", Started, configuration, "cifar10-7f3a", 12);

        Assert.Equal(Path.Combine("cifar10", "202602282305-vgg-lr0.00123-do0.5-cifar10-7f3a-12"), name);
    }

    [Fact]
    public void Small_learning_rates_keep_their_digits()
    {
        var configuration = new Configuration([new("model", "cnn"), new("learningRate", 1.234e-5)]);

        var name = RunName.Of("d", Started, configuration, "e", 1);

        Assert.EndsWith("-cnn-lr1.23e-05-do0-e-1", name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my images/2024: \"new\"", "my_images_2024___new_")]
    [InlineData("..", "data")]
    [InlineData("", "data")]
    [InlineData("бд", "бд")]
    public void No_dataset_leads_out_of_the_folder(string dataset, string expected)
    {
        var name = RunName.Of(dataset, Started, Configuration.Empty, "e", 1);

        Assert.Equal(expected, Path.GetDirectoryName(name));
    }
}
