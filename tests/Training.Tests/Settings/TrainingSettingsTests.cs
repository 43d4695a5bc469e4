using Search.Spaces;
using Search.Training.Settings;
using Xunit;

namespace Search.Training.Tests.Settings;

public class TrainingSettingsTests
{
    [Fact]
    public void An_empty_configuration_has_the_defaults() =>
        Assert.Equal(new TrainingSettings(), TrainingSettings.From(Configuration.Empty));

    [Fact]
    public void Every_parameter_is_read()
    {
        var settings = TrainingSettings.From(Attempts.Of(
            ("model", "vgg"), ("model.width", 0.5), ("model.depth", 2), ("learningRate", 0.1), ("weightDecay", 0.2), ("dropout", 0.3), ("optimizer", "sgd"),
            ("momentum", 0.9), ("nesterov", true), ("batchSize", 32), ("schedule", "oneCycle"), ("labelSmoothing", 0.1), ("augmentation.rotation", 15),
            ("augmentation.widthShift", 0.1), ("augmentation.heightShift", 0.05), ("augmentation.zoom", 0.2), ("augmentation.shear", 0.3), ("augmentation.horizontalFlip", true),
            ("augmentation.channelShift", 20), ("augmentation.brightness", 0.4), ("augmentation.contrast", 0.6), ("augmentation.cutout", 0.7)));

        Assert.Equal(
            new TrainingSettings
            {
                Model = "vgg",
                ModelWidth = 0.5,
                ModelDepth = 2,
                LearningRate = 0.1,
                WeightDecay = 0.2,
                Dropout = 0.3,
                Optimizer = "sgd",
                Momentum = 0.9,
                Nesterov = true,
                BatchSize = 32,
                Schedule = "oneCycle",
                LabelSmoothing = 0.1,
                Augmentation = new()
                {
                    Rotation = 15,
                    WidthShift = 0.1,
                    HeightShift = 0.05,
                    Zoom = 0.2,
                    Shear = 0.3,
                    HorizontalFlip = true,
                    ChannelShift = 20,
                    Brightness = 0.4,
                    Contrast = 0.6,
                    Cutout = 0.7,
                },
            },
            settings);
    }

    [Theory]
    [InlineData("learningrate", 0.1, "learningRate")]
    [InlineData("augmentation.rotate", 0.1, "augmentation.rotation")]
    [InlineData("model.size", 2.0, "model.width")]
    public void An_unknown_parameter_lists_the_known_ones(string name, double value, string known)
    {
        var error = Assert.Single(TrainingSettings.Errors(Attempts.Of((name, value))));

        Assert.StartsWith($"{name} is {value}", error, StringComparison.Ordinal);
        Assert.Contains(known, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model", "resnet", "cnn, linear, mlp, vgg")]
    [InlineData("optimizer", "eve", "adagrad, adam, adamw, rmsprop, sgd")]
    [InlineData("schedule", "linear", "constant, cosine, oneCycle, step10, warmJumpDecay")]
    public void An_unknown_name_lists_the_known_ones(string name, string value, string known) =>
        Assert.Equal($"{name} is {value}, but must be one of {known}.", Assert.Single(TrainingSettings.Errors(Attempts.Of((name, value)))));

    [Theory]
    [InlineData("learningRate", 0.0)]
    [InlineData("learningRate", double.NaN)]
    [InlineData("dropout", 1.0)]
    [InlineData("dropout", -0.1)]
    [InlineData("momentum", 1.0)]
    [InlineData("batchSize", 1.0)]
    [InlineData("batchSize", 2.5)]
    [InlineData("labelSmoothing", 1.0)]
    [InlineData("weightDecay", -1.0)]
    [InlineData("weightDecay", 1000.0)]
    [InlineData("model.width", 0.0)]
    [InlineData("model.depth", 0.0)]
    [InlineData("augmentation.rotation", 181.0)]
    [InlineData("augmentation.zoom", 1.0)]
    [InlineData("augmentation.horizontalFlip", 0.5)]
    public void A_value_out_of_range_is_refused_by_name(string name, double value) =>
        Assert.StartsWith(name, Assert.Single(TrainingSettings.Errors(Attempts.Of((name, value)))), StringComparison.Ordinal);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => TrainingSettings.From(Attempts.Of(("dropout", 2), ("model", 3), ("batchSize", "big"))));

        Assert.Equal(["batchSize", "dropout", "model"], error.Message.Split('\n').Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void False_switches_a_technique_off() =>
        Assert.Equal(0, TrainingSettings.From(Attempts.Of(("augmentation.rotation", false))).Augmentation.Rotation);

    [Fact]
    public void Nesterov_without_momentum_is_refused() =>
        Assert.StartsWith("nesterov", Assert.Single(TrainingSettings.Errors(Attempts.Of(("optimizer", "sgd"), ("nesterov", true)))), StringComparison.Ordinal);
}
