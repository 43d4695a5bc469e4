using System.Globalization;
using System.Text.Json;
using Search.Objectives;
using Search.Training.Checkpoints;
using Search.Training.Data;
using Search.Training.Loop;
using Search.Training.Settings;

namespace Search.Training.Runs;

/// <summary>
/// What a finished run leaves in its folder: <c>model.safetensors</c>, <c>predictions.csv</c>, <c>metrics.json</c>, and
/// <c>model.best.safetensors</c> where the best epoch was not the last.
/// </summary>
internal static class RunArtifacts
{
    /// <summary>Name of the file that is written last: a folder that has it has all.</summary>
    public const string MetricsFile = "metrics.json";

    /// <summary>Every other file, as they are written.</summary>
    public static readonly string[] OtherFiles = [BestModel, Model, Predictions];

    private const string Model = "model.safetensors";
    private const string BestModel = "model.best.safetensors";
    private const string Predictions = "predictions.csv";
    private const string ModelPrefix = "model.";

    /// <summary>Writes all files; done twice, it writes the same.</summary>
    public static void Write(
        string folder,
        TrialRequest request,
        TrainingSettings settings,
        string fingerprint,
        IImageData data,
        IReadOnlyDictionary<string, Blob> saved,
        BestWeights best,
        IReadOnlyList<EpochFinished> measurements,
        IReadOnlyList<int> valid,
        Scores validScores,
        Scores? testScores)
    {
        Directory.CreateDirectory(folder);
        var (imageSize, last) = ((int)data.Pixels.shape[2], measurements[^1].Epoch);
        if (best is { Epoch: { } earlier, Weights: { } weights } && earlier != last)
            SafetensorsFile.Write(Path.Combine(folder, BestModel), weights, Metadata(settings, data.Classes, imageSize, earlier));
        else
            File.Delete(Path.Combine(folder, BestModel));
        SafetensorsFile.Write(Path.Combine(folder, Model), Weights(saved), Metadata(settings, data.Classes, imageSize, last));
        PredictionsFile.Write(Path.Combine(folder, Predictions), data, [("valid", valid, validScores), .. testScores is null ? [] : new[] { ("test", data.Test, testScores) }]);
        var metrics = RunMetrics.Of(request, fingerprint, data.ContentHash, measurements, best.Epoch);
        NewFile.Write(Path.Combine(folder, MetricsFile), file => JsonSerializer.Serialize(file, metrics, RunMetricsContext.Default.RunMetrics));
    }

    /// <summary>A model's own part of what a checkpoint holds, under PyTorch's names.</summary>
    /// <param name="saved">The checkpoint's content.</param>
    /// <param name="prefix">What its names begin with there.</param>
    public static Dictionary<string, Blob> Weights(IReadOnlyDictionary<string, Blob> saved, string prefix = ModelPrefix) =>
        saved.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.Ordinal);

    /// <summary>What it takes to use the weights elsewhere.</summary>
    public static Dictionary<string, string> Metadata(TrainingSettings settings, IReadOnlyList<string> classes, int imageSize, int epoch) => new(StringComparer.Ordinal)
    {
        ["format"] = "pt",
        ["model"] = settings.Model,
        ["model.width"] = settings.ModelWidth.ToString("R", CultureInfo.InvariantCulture),
        ["model.depth"] = settings.ModelDepth?.ToString(CultureInfo.InvariantCulture) ?? "default",
        ["classes"] = JsonSerializer.Serialize([.. classes], CompactContext.Default.StringArray),
        ["imageSize"] = imageSize.ToString(CultureInfo.InvariantCulture),
        ["epoch"] = epoch.ToString(CultureInfo.InvariantCulture),
        ["preprocessing"] = "RGB, float32, channels first, divided by 255; the model normalizes its input itself",
    };
}
