using Search.Objectives;
using Search.Spaces;
using static TorchSharp.torch;

namespace Search.Training.Tests;

/// <summary>Runs attempts of trials on tiny images.</summary>
internal static class Attempts
{
    public static Configuration Of(params (string Name, ParameterValue Value)[] values) =>
        new(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));

    public static TrialRequest Request(Configuration configuration, string? folder = null, int epochs = 3, int train = 60) => new()
    {
        Experiment = "tiny-0000",
        Trial = 1,
        Attempt = 1,
        Configuration = configuration,
        RunSeed = 42,
        TrainImages = train,
        ValidImages = 24,
        Epochs = epochs,
        CheckpointFolder = folder,
    };

    public static List<RunEvent> Run(TrialRequest request, IRunControl? control = null, TinyImages? data = null, TrainingOptions? options = null) =>
        [.. new TrainingObjective(data ?? TinyImages.Create(), CPU, options ?? new()).Evaluate(request, control ?? new Control())];

    public static EpochFinished[] Epochs(this IEnumerable<RunEvent> events) => [.. events.OfType<EpochFinished>()];

    /// <summary>Every number of a measurement bit by bit, without what may differ between attempts.</summary>
    public static string Bits(this EpochFinished measured) => string.Join(' ',
        [
            measured.Epoch.ToString(), Bits(measured.TrainLoss), Bits(measured.TrainAccuracy), Bits(measured.ValidLoss), Bits(measured.ValidAccuracy),
            Bits(measured.LearningRate), Convert.ToHexString(measured.ValidCorrect!),
            measured.Test is { } test ? Convert.ToHexString(test.Correct) + string.Concat(test.Losses!.Select(loss => BitConverter.SingleToUInt32Bits(loss).ToString("x"))) : "",
        ]);

    private static string Bits(double number) => BitConverter.DoubleToUInt64Bits(number).ToString("x16");
}
