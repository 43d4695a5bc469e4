using Search.Experiments;
using Search.Store;

namespace Search.Client.Previews;

/// <summary>What earlier experiments of a home folder tell of this machine.</summary>
/// <param name="ImagesPerSecond">Training images that a slot sees in a second; null when none was measured.</param>
/// <param name="CheckpointBytes">Size of the largest checkpoint lying there; null for none.</param>
internal readonly record struct Speed(double? ImagesPerSecond, long? CheckpointBytes)
{
    /// <summary>That of the newest experiment that has trained images; its model may be another one.</summary>
    public static async Task<Speed> OfNewestAsync(CommandContext context, CancellationToken cancellationToken)
    {
        (ExperimentState? Newest, long Images) found = (null, 0);
        foreach (var id in await context.Library.ListAsync(cancellationToken))
        {
            try
            {
                var state = (await context.Library.LoadAsync(id, cancellationToken)).State;
                var images = state.Stages.Sum(stage => stage.Images);
                if (images > 0 && state.Seconds > 0 && (found.Newest is null || state.CreatedAt > found.Newest.CreatedAt))
                    found = (state, images);
            }
            catch (Exception failure) when (failure is CorruptExperimentException or StoreUnavailableException)
            {
                context.Note(failure.Message);
            }
        }
        return found.Newest is { } newest ? new(found.Images / newest.Seconds, LargestCheckpoint(context.Home.Checkpoints(newest.Id))) : default;
    }

    private static long? LargestCheckpoint(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Select(file => (long?)file.Length).Max()
        : null;
}
