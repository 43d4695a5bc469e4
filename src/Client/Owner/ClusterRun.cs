using Search.Client.Acting;
using Search.Experiments;
using Search.Store.Cluster;

namespace Search.Client.Owner;

/// <summary>Brings one experiment to a cluster, and shows it there until it rests.</summary>
internal sealed class ClusterRun(CommandContext context, ClusterAddress cluster)
{
    /// <summary>Launches a checked sweep; returns the exit code.</summary>
    public async Task<int> LaunchAsync(ExperimentSpec spec, bool detach, CancellationToken cancellationToken)
    {
        await using var actor = await ClusterConnection.ConnectAsync(context, cluster, cancellationToken);
        context.Home.Create();
        (spec, var warmStart) = await EarlierSearches.ReadAsync(context, spec, cancellationToken);
        if (await UnfinishedSearch.OfAsync(context, spec, cancellationToken) is { } unfinished)
            context.Note($"{unfinished} is the same search, unfinished: search resume {unfinished} would go on with it. A new one is launched.");
        var (id, row) = NewExperiment.Of(context, spec, warmStart, cancellationToken);
        Refuse((await actor.CreateAsync(id, row, CancellationToken.None)).Refusal);
        Refuse((await actor.RunAsync(id, CancellationToken.None)).Refusal);
        if (!detach)
            return await FollowAsync(id, after: 0, cancellationToken);
        context.Say(id);
        context.Note($"It runs in {cluster}. Follow it with: search watch {id}");
        return ExitCode.Done;
    }

    /// <summary>Resumes an experiment; returns the exit code.</summary>
    public async Task<int> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        await using var actor = await ClusterConnection.ConnectAsync(context, cluster, cancellationToken);
        var loaded = await LaunchData.LoadUnchangedAsync(context, id, cancellationToken);
        Refuse((await actor.RunAsync(id, CancellationToken.None)).Refusal);
        return await FollowAsync(id, loaded.Journal.Count, cancellationToken);
    }

    /// <summary>Follows the journal, which needs no silo: one that dies meanwhile is not noticed here.</summary>
    private async Task<int> FollowAsync(string id, long after, CancellationToken cancellationToken)
    {
        context.Note($"{id} runs in {cluster}; it goes on there when this command ends.");
        try
        {
            var state = await LaunchView.Of(context, context.Library.Store, id, after, hasOwner: null).FollowAsync(cancellationToken);
            return await Conclusion.OfAsync(context, id, new RestReason(state.Status, state.StatusReason, StorageFailed: false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Terminal.Error.WriteLine($"{id} goes on in {cluster}: search watch {id} follows it, search pause {id} pauses it.");
            return ExitCode.Interrupted;
        }
    }

    private static void Refuse(string? refusal)
    {
        if (refusal is not null)
            throw CommandException.Failed(refusal);
    }
}
