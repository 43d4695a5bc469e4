using Search.Experiments;
using Search.Specs;
using Search.Store;

namespace Search.Client.Owner;

/// <summary>Finds a search that was begun before from the same sweep file.</summary>
internal static class UnfinishedSearch
{
    /// <summary>The newest unfinished experiment of the very same sweep; null when there is none.</summary>
    public static async Task<string?> OfAsync(CommandContext context, ExperimentSpec spec, CancellationToken cancellationToken)
    {
        var wanted = SweepFile.Write(spec);
        (string Id, DateTimeOffset At)? newest = null;
        foreach (var id in await context.Library.ListAsync(cancellationToken))
        {
            if (!id.StartsWith(spec.Name + "-", StringComparison.Ordinal))
                continue;
            try
            {
                var state = (await context.Library.LoadAsync(id, cancellationToken)).State;
                if (state.Status is ExperimentStatus.Running or ExperimentStatus.Paused && SweepFile.Write(state.Spec) == wanted && !(newest?.At > state.CreatedAt))
                    newest = (id, state.CreatedAt);
            }
            catch (Exception failure) when (failure is CorruptExperimentException or StoreUnavailableException)
            {
                // A damaged experiment is no candidate; search list names it.
            }
        }
        return newest?.Id;
    }
}
