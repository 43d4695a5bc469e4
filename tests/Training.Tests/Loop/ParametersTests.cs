using Xunit;

namespace Search.Training.Tests.Loop;

public class ParametersTests
{
    private static readonly TinyImages Data = TinyImages.Create();

    [Fact]
    public void Every_epoch_reports_the_number_of_the_networks_weights()
    {
        var inputs = 3 * (int)Data.Pixels.shape[2] * (int)Data.Pixels.shape[3];
        var epochs = Attempts.Run(Attempts.Request(Attempts.Of(("model", "linear"), ("learningRate", 0.01))), data: Data).Epochs();

        Assert.Equal(3, epochs.Length);
        Assert.All(epochs, epoch => Assert.Equal((inputs + 1) * Data.Classes.Count, epoch.Value("parameters")));
    }

    [Fact]
    public void A_wider_network_has_more_of_them()
    {
        double Count(double width) => Attempts.Run(Attempts.Request(Attempts.Of(("model", "cnn"), ("model.width", width), ("learningRate", 0.01)), epochs: 1), data: Data).Epochs()[0].Value("parameters");

        Assert.True(Count(0.25) < Count(0.5));
    }

    [Fact]
    public void What_a_checkpoint_yields_again_has_it_too()
    {
        using var folder = new TemporaryFolder();
        var request = Attempts.Request(Attempts.Of(("model", "linear"), ("learningRate", 0.01)), folder.Path);
        var first = Attempts.Run(request, data: Data).Epochs();

        var again = Attempts.Run(request with { Attempt = 2, KnownEpoch = 1 }, data: Data).Epochs(); // its reports of epochs 2 and 3 were lost

        Assert.Equal([2, 3], again.Select(epoch => epoch.Epoch));
        Assert.All(again, epoch => Assert.Equal(first[0].Value("parameters"), epoch.Value("parameters")));
    }
}
