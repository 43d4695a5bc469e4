using Search.Client.Acting;
using Search.Client.Experiments;
using Search.Client.Output;
using Search.Client.Watching;
using Search.Experiments;
using Search.Store.Home;

namespace Search.Client.Owner;

/// <summary>Brings one experiment from launch or resume to its rest, and says how it ended.</summary>
internal sealed class ExperimentRun(CommandContext context, OwnerOptions options)
{
    private HomeFolder Home => context.Home;

    /// <summary>Launches a checked sweep; returns the exit code.</summary>
    public async Task<int> LaunchAsync(ExperimentSpec spec, CancellationToken cancellationToken)
    {
        options.RefuseTakenPort();
        Home.Create();
        (spec, var warmStart) = await EarlierSearches.ReadAsync(context, spec, cancellationToken);
        (string Id, byte[] Row)? created = null;
        while (true)
        {
            var (ownership, owner) = await HomeOwnership.FindAsync(context, cancellationToken);
            using (ownership)
            {
                if (created is null && ownership is not null && await UnfinishedSearch.OfAsync(context, spec, cancellationToken) is { } unfinished)
                {
                    if (context.CanAsk && await context.AskAsync($"{unfinished} is the same search, unfinished. Resume it? [Y/n] ", cancellationToken) is "" or "y" or "yes")
                        return await ResumeHereAsync(ownership, unfinished, cancellationToken);
                    context.Note($"{unfinished} is the same search, unfinished: search resume {unfinished} would go on with it. A new one is launched.");
                }
                // One row for all tries: an owner that left may have taken it, and created twice from the same row it is one.
                created ??= NewExperiment.Of(context, spec, warmStart, cancellationToken);
                var (id, row) = created.Value;
                if (ownership is not null)
                    return await OwnAsync(ownership, id, row, after: 0, cancellationToken);
                if (await AskOwnerAsync(owner!, id, row, after: 0, cancellationToken) is { } exitCode)
                    return exitCode;
            }
        }
    }

    /// <summary>Resumes an experiment; returns the exit code.</summary>
    public async Task<int> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        options.RefuseTakenPort();
        Home.Create();
        while (true)
        {
            var (ownership, owner) = await HomeOwnership.FindAsync(context, cancellationToken);
            using (ownership)
            {
                if (ownership is not null)
                    return await ResumeHereAsync(ownership, id, cancellationToken);
                if (await AskOwnerAsync(owner!, id, created: null, (await LaunchData.LoadUnchangedAsync(context, id, cancellationToken)).Journal.Count, cancellationToken) is { } exitCode)
                    return exitCode;
            }
        }
    }

    private async Task<int> ResumeHereAsync(HomeLock ownership, string id, CancellationToken cancellationToken) =>
        await OwnAsync(ownership, id, create: null, (await LaunchData.LoadUnchangedAsync(context, id, cancellationToken)).Journal.Count, cancellationToken);

    private async Task<int> OwnAsync(HomeLock ownership, string id, byte[]? create, long after, CancellationToken cancellationToken)
    {
        await using var session = await OwnerSession.StartAsync(Home, ownership, options, cancellationToken);
        var experiment = session.Silo.Experiment(id);
        var refusal = create is null ? null : (await experiment.CreateAsync(create, CancellationToken.None)).Refusal;
        Refuse(refusal ?? (await experiment.RunAsync(session.Slots, CancellationToken.None)).Refusal);
        Detached.Announce(context.Terminal, id, Environment.ProcessId);
        context.Note($"{id}: {Format.Count(session.Slots, "slot")}{(session.Silo.Metrics is { } metrics ? $", metrics at {metrics}" : "")}. Ctrl-C pauses.");

        var rest = await ShowAsync(session, id, after, cancellationToken);
        var exitCode = await Conclusion.OfAsync(context, id, rest);
        await StayForOthersAsync(session, cancellationToken);
        return exitCode;
    }

    /// <summary>Another process owns the home: the search runs there, and is only shown here. Null when that process left before it took it.</summary>
    private async Task<int?> AskOwnerAsync(Gateway owner, string id, byte[]? created, long after, CancellationToken cancellationToken)
    {
        if (!await IsTakenAsync(owner, id, created, cancellationToken))
            return null;
        if (Detached.Announce(context.Terminal, id, owner.ProcessId))
            return ExitCode.Done;
        context.Note($"{id} runs in process {owner.ProcessId}, which owns {Home.Root}; it goes on there when this one ends.");
        if (options.Slots is not null || options.MetricsPort is not null)
            context.Note("--slots and --metrics are the owner's: they change nothing here.");
        try
        {
            var state = await LaunchView.Of(context, context.Library.Store, id, after, () => Liveness.HasOwner(Home)).FollowAsync(cancellationToken);
            if (state.Status == ExperimentStatus.Running)
                throw CommandException.Failed($"{id} does not run any more: process {owner.ProcessId} ended; search resume {id} goes on with it.");
            return await Conclusion.OfAsync(context, id, new RestReason(state.Status, state.StatusReason, StorageFailed: false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Terminal.Error.WriteLine($"{id} goes on in process {owner.ProcessId}: search watch {id} follows it, search pause {id} pauses it.");
            return ExitCode.Interrupted;
        }
    }

    private async Task<bool> IsTakenAsync(Gateway owner, string id, byte[]? created, CancellationToken cancellationToken)
    {
        await using var actor = await GatewayConnection.ConnectAsync(context, owner, cancellationToken);
        if (actor is null)
            return false;
        try
        {
            var refusal = created is null ? null : (await actor.CreateAsync(id, created, cancellationToken)).Refusal;
            Refuse(refusal ?? (await actor.RunAsync(id, cancellationToken)).Refusal);
            return true;
        }
        catch (CommandException failure) when (failure.ExitCode == ExitCode.Unreachable && !HomeOwnership.IsOwner(Home, owner))
        {
            return false; // it was closing
        }
    }

    private static void Refuse(string? refusal)
    {
        if (refusal is not null)
            throw CommandException.Failed(refusal);
    }

    private async Task<RestReason> ShowAsync(OwnerSession session, string id, long after, CancellationToken signal)
    {
        using var over = new CancellationTokenSource();
        var view = context.IsQuiet ? Task.CompletedTask : FollowAsync(LaunchView.Of(context, session.Store, id, after, hasOwner: null), over.Token);
        var rest = await session.WaitAsync(id, signal);
        // The view ends by itself when it has shown the last row; where the journal cannot be written there is none.
        if (rest.StorageFailed)
            await over.CancelAsync();
        await view;
        return rest;
    }

    private static async Task FollowAsync(WatchView view, CancellationToken over)
    {
        try
        {
            await view.FollowAsync(over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The search rests without a last row.
        }
    }

    /// <summary>Other terminals may have launched searches here meanwhile, or set this one going again: the owner stays until all rest.</summary>
    private async Task StayForOthersAsync(OwnerSession session, CancellationToken signal)
    {
        string[] told = [];
        while ((await session.AtWorkAsync()) is { Length: > 0 } others)
        {
            if (!others.SequenceEqual(told))
                context.Note($"Still at work here: {string.Join(", ", others)}.");
            told = others;
            foreach (var other in others)
                if (await session.WaitAsync(other, signal) is { Status: ExperimentStatus.Paused } rest)
                    context.Terminal.Error.WriteLine($"{(rest.Reason is { } reason ? $"{reason} " : "")}{other} is paused. Go on with: search resume {other}");
        }
    }
}
