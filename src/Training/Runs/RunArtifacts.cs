using System.Globalization;
using System.Text.Json;
using Search.Objectives;
using Search.Training.Checkpoints;
using Search.Training.Data;
using Search.Training.Loop;
using Search.Training.Settings;

namespace Search.Training.Runs;

/// <summary>What a finished run leaves in its folder: <c>model.safetensors</c>, <c>metrics.json</c> and <c>predictions.csv</c>.</summary>
internal static class RunArtifacts
{
    private const string ModelPrefix = "model.";

    /// <summary>Writes all files; done twice, it writes the same.</summary>
    public static void Write(
        string folder,
        TrialRequest request,
        TrainingSettings settings,
        string fingerprint,
        IImageData data,
        IReadOnlyDictionary<string, Blob> saved,
        IReadOnlyList<EpochFinished> measurements,
        IReadOnlyList<int> valid,
        Scores validScores,
        Scores? testScores)
    {
        Directory.CreateDirectory(folder);
        SafetensorsFile.Write(Path.Combine(folder, "model.safetensors"), Weights(saved), Metadata(settings, data.Classes, (int)data.Pixels.shape[2]));
        var metrics = RunMetrics.Of(request, fingerprint, data.ContentHash, measurements);
        NewFile.Write(Path.Combine(folder, "metrics.json"), file => JsonSerializer.Serialize(file, metrics, RunMetricsContext.Default.RunMetrics));
        PredictionsFile.Write(Path.Combine(folder, "predictions.csv"), data, [("valid", valid, validScores), .. testScores is null ? [] : new[] { ("test", data.Test, testScores) }]);
    }

    /// <summary>The model's own part of what a checkpoint holds, under PyTorch's names.</summary>
    public static Dictionary<string, Blob> Weights(IReadOnlyDictionary<string, Blob> saved) =>
        saved.Where(pair => pair.Key.StartsWith(ModelPrefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[ModelPrefix.Length..], pair => pair.Value, StringComparer.Ordinal);

    /// <summary>What it takes to use the weights elsewhere.</summary>
    public static Dictionary<string, string> Metadata(TrainingSettings settings, IReadOnlyList<string> classes, int imageSize) => new(StringComparer.Ordinal)
    {
        ["format"] = "pt",
        ["model"] = settings.Model,
        ["model.width"] = settings.ModelWidth.ToString("R", CultureInfo.InvariantCulture),
        ["model.depth"] = settings.ModelDepth?.ToString(CultureInfo.InvariantCulture) ?? "default",
        ["classes"] = JsonSerializer.Serialize([.. classes], CompactContext.Default.StringArray),
        ["imageSize"] = imageSize.ToString(CultureInfo.InvariantCulture),
        ["preprocessing"] = "RGB, float32, channels first, divided by 255; the model normalizes its input itself",
    };
}
