using System.Text.Json;
using Search.Experiments;

namespace Search.Training.Runs;

/// <summary>Whose files are kept: those of every trial on the full data, and of the ten best on a sample.</summary>
/// <remarks>
/// A search tries thousands of configurations on a sample; their models would fill the disk. What decides is in the folders themselves, so it
/// does not matter who runs it, when, how often, or whether a kill came in between: a trial leaves its files, then the ten best are kept of
/// those that have any, and whoever has fallen out of them never comes back. Compared are trials on the same images with a schedule of the
/// same length. <c>metrics.json</c> is written last and deleted last: what another slot is still writing is not looked at, what was deleted
/// by half is looked at again.
/// </remarks>
public static class KeptModels
{
    /// <summary>How many trials on a sample keep their files, of each length of schedule.</summary>
    public const int Best = 10;

    /// <summary>Deletes the files of the trials that have fallen out of the best. Cost: one look per folder.</summary>
    /// <param name="folders">The run folders of one experiment.</param>
    /// <param name="data">What the full data are: who used all of their images keeps everything.</param>
    /// <param name="objective">What the trials are compared by.</param>
    public static void Prune(IEnumerable<string> folders, DataSummary data, ObjectiveSpec objective)
    {
        var finished = folders.Select(folder => (Folder: folder, Metrics: Read(folder))).Where(run => run.Metrics is { } metrics && (metrics.TrainImages < data.TrainImages || metrics.ValidImages < data.ValidImages));
        foreach (var alike in finished.GroupBy(run => (run.Metrics!.TrainImages, run.Metrics.ValidImages, run.Metrics.Epochs.Length)))
        {
            // As on the board: no number is last, and of equals the older trial is better.
            var ranked = alike.OrderBy(run => double.IsFinite(run.Metrics!.Value) ? objective.ToInternal(run.Metrics.Value) : double.PositiveInfinity).ThenBy(run => run.Metrics!.Trial);
            foreach (var (folder, _) in ranked.Skip(Best))
                Delete(folder);
        }
    }

    private static RunMetrics? Read(string folder)
    {
        var path = Path.Combine(folder, RunArtifacts.MetricsFile);
        if (!File.Exists(path))
            return null; // most folders: an exception for each would cost seconds
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, RunMetricsContext.Default.RunMetrics);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // pruned just now, or not ours to judge
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            foreach (var name in RunArtifacts.OtherFiles)
                File.Delete(Path.Combine(folder, name));
            File.Delete(Path.Combine(folder, RunArtifacts.MetricsFile));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody reads it, or it is not ours: a file too many fails no trial, and the next one to finish tries again.
        }
    }
}
