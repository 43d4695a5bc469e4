using Search.Client.Experiments;
using Search.Experiments;
using Search.Training.Data;

namespace Search.Client.Owner;

/// <summary>The images of a search before anything runs: everything wrong with them is said first.</summary>
internal static class LaunchData
{
    /// <summary>Opens the images, decoding what no cache holds yet.</summary>
    /// <exception cref="CommandException">They cannot be used.</exception>
    public static DataSummary Open(CommandContext context, ExperimentSpec spec, CancellationToken cancellationToken)
    {
        if (spec.Data is not { } data)
            throw CommandException.Usage("The sweep file has no data: give data.path, the folder that holds train/<class>.");
        return Guarded(() =>
        {
            using var progress = new DecodingProgress(context);
            using var dataset = Dataset.Open(data, spec.Seed, context.Home.Cache, progress, cancellationToken);
            foreach (var warning in dataset.Summary.Warnings)
                context.Note(warning);
            foreach (var unreadable in dataset.Unreadable)
                context.Note($"Skipped {unreadable.Name}: {unreadable.Reason}");
            return dataset.Summary;
        });
    }

    /// <summary>An experiment that is to go on, its images being what they were.</summary>
    /// <exception cref="CommandException">Something changed; the sentence says what.</exception>
    public static async Task<LoadedExperiment> LoadUnchangedAsync(CommandContext context, string id, CancellationToken cancellationToken)
    {
        var loaded = await context.Library.LoadAsync(id, cancellationToken);
        RefuseChanges(context, loaded.State, cancellationToken);
        return loaded;
    }

    private static void RefuseChanges(CommandContext context, ExperimentState state, CancellationToken cancellationToken)
    {
        if (state.Spec.Data is not { } data || state.Data is not { } known)
            return;
        var change = Guarded(() =>
        {
            if (Dataset.Compare(data, known.ContentHash, context.Home.Cache, cancellationToken) is { IsEmpty: false } difference)
                return $": {difference}";
            // Groups and splits are not among the files compared.
            using var dataset = Dataset.Open(data, state.Spec.Seed, context.Home.Cache, null, cancellationToken);
            return dataset.Summary.ContentHash == known.ContentHash && dataset.Summary.SplitHash == known.SplitHash ? null : "";
        });
        if (change is not null)
            throw CommandException.Usage($"The images in {data.Path} are not what they were when {state.Id} was launched{change}. Bring them back, or launch a new search.");
    }

    private static T Guarded<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (BadDataException error)
        {
            throw CommandException.Usage(error.Message);
        }
        catch (DataCacheException error)
        {
            throw CommandException.Failed(error.Message);
        }
    }
}
