using System.Globalization;
using Search.Spaces;
using Search.Training.Augmentation;
using Search.Training.Models;
using Search.Training.Optimizers;
using Search.Training.Schedules;

namespace Search.Training.Settings;

/// <summary>Reads one configuration, collecting every error rather than stopping at the first.</summary>
internal sealed class SettingsReader(Configuration configuration)
{
    private static readonly string[] Plain =
    [
        "batchSize", "dropout", "labelSmoothing", "learningRate", "model", "model.depth", "model.width", "momentum", "nesterov",
        "optimizer", "schedule", "weightDecay",
    ];

    private readonly List<string> errors = [];

    /// <summary>The parameters a configuration may hold, in ordinal order.</summary>
    public static IReadOnlyList<string> KnownParameters { get; } =
        [.. Plain.Concat(AugmentationSettings.Techniques.Select(Named)).Order(StringComparer.Ordinal)];

    /// <summary>What was wrong, as sentences.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>The settings; meaningless when there are errors.</summary>
    public TrainingSettings Read()
    {
        foreach (var (name, value) in configuration)
            if (!KnownParameters.Contains(name))
                errors.Add($"{name} is {value}, but there is no such parameter: the known ones are {string.Join(", ", KnownParameters)}.");
        var standard = new TrainingSettings();
        var settings = new TrainingSettings
        {
            Model = Name("model", standard.Model, ModelFamilies.Names),
            ModelWidth = Number("model.width", standard.ModelWidth, 1.0 / 16, 16),
            ModelDepth = configuration.Has("model.depth") ? Whole("model.depth", 1, 1, 8) : null,
            LearningRate = Number("learningRate", standard.LearningRate, double.Epsilon, 1000),
            WeightDecay = Number("weightDecay", standard.WeightDecay, 0, 1e6),
            Dropout = Number("dropout", standard.Dropout, 0, 0.95),
            Optimizer = Name("optimizer", standard.Optimizer, OptimizerFamilies.Names),
            Momentum = Number("momentum", standard.Momentum, 0, Math.BitDecrement(1.0)),
            Nesterov = Flag("nesterov"),
            BatchSize = Whole("batchSize", standard.BatchSize, 2, 65536),
            Schedule = Name("schedule", standard.Schedule, ScheduleFamilies.Names),
            LabelSmoothing = Number("labelSmoothing", standard.LabelSmoothing, 0, Math.BitDecrement(1.0)),
            Augmentation = ReadAugmentation(),
        };
        if (settings.Nesterov && settings.Optimizer == "sgd" && settings.Momentum == 0)
            errors.Add("nesterov is true, but momentum is 0: give a momentum (0.9 is usual) or leave nesterov out.");
        if (settings.LearningRate * settings.WeightDecay >= 1)
            errors.Add($"weightDecay is {Text(settings.WeightDecay)} and learningRate {Text(settings.LearningRate)}, but their product must be below 1: " +
                "every step multiplies the weights by 1 − learningRate × weightDecay.");
        return settings;
    }

    private static string Named(string technique) => "augmentation." + technique;

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private AugmentationSettings ReadAugmentation() => new()
    {
        Rotation = Number(Named("rotation"), 0, 0, 180),
        WidthShift = Number(Named("widthShift"), 0, 0, 1),
        HeightShift = Number(Named("heightShift"), 0, 0, 1),
        Zoom = Number(Named("zoom"), 0, 0, 0.9),
        Shear = Number(Named("shear"), 0, 0, 1.4),
        HorizontalFlip = Flag(Named("horizontalFlip")),
        ChannelShift = Number(Named("channelShift"), 0, 0, 255),
        Brightness = Number(Named("brightness"), 0, 0, 1),
        Contrast = Number(Named("contrast"), 0, 0, 1),
        Cutout = Number(Named("cutout"), 0, 0, 1),
    };

    private double Number(string name, double otherwise, double least, double most)
    {
        if (!configuration.TryGet(name, out var value))
            return otherwise;
        // "false" is how a sweep file switches off a technique whose levels are numbers.
        if (value.IsFlag && !value.Flag && least == 0)
            return 0;
        if (!value.IsNumber)
        {
            errors.Add($"{name} is {value}, but must be a number.");
            return otherwise;
        }
        if (!(value.Number >= least && value.Number <= most))
        {
            errors.Add(least == double.Epsilon
                ? $"{name} is {value}, but must be above 0 and at most {Text(most)}."
                : $"{name} is {value}, but must be between {Text(least)} and {Text(most)}.");
            return otherwise;
        }
        return value.Number;
    }

    private int Whole(string name, int otherwise, int least, int most)
    {
        var number = Number(name, otherwise, least, most);
        if (number == Math.Floor(number))
            return (int)number;
        errors.Add($"{name} is {Text(number)}, but must be a whole number.");
        return otherwise;
    }

    private bool Flag(string name)
    {
        if (!configuration.TryGet(name, out var value))
            return false;
        if (value.IsFlag)
            return value.Flag;
        if (value.IsNumber && value.Number is 0 or 1)
            return value.Number == 1;
        errors.Add($"{name} is {value}, but must be true or false.");
        return false;
    }

    private string Name(string name, string otherwise, IReadOnlyList<string> known)
    {
        if (!configuration.TryGet(name, out var value))
            return otherwise;
        if (value.IsText && known.Contains(value.Text))
            return value.Text;
        errors.Add($"{name} is {value}, but must be one of {string.Join(", ", known)}.");
        return otherwise;
    }
}
