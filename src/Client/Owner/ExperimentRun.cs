using System.Globalization;
using System.Security.Cryptography;
using Search.Client.Acting;
using Search.Client.Watching;
using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Specs;
using Search.Store;
using Search.Store.Home;

namespace Search.Client.Owner;

/// <summary>Brings one experiment from launch or resume to its rest, and says how it ended.</summary>
internal sealed class ExperimentRun(CommandContext context, OwnerOptions options)
{
    private HomeFolder Home => context.Home;

    /// <summary>Launches a checked sweep; returns the exit code.</summary>
    public async Task<int> LaunchAsync(ExperimentSpec spec, CancellationToken cancellationToken)
    {
        Home.Create();
        using var ownership = HomeLock.TryAcquire(Home);
        if (ownership is not null && await UnfinishedAsync(spec, cancellationToken) is { } unfinished)
        {
            if (Agrees($"{unfinished} is the same search, unfinished. Resume it? [Y/n] "))
                return await OwnAsync(ownership, unfinished, create: null, cancellationToken);
            context.Note($"{unfinished} is the same search, unfinished: search resume {unfinished} would go on with it. A new one is launched.");
        }
        var data = LaunchData.Open(context, spec, cancellationToken);
        var id = string.Create(CultureInfo.InvariantCulture, $"{spec.Name}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
        var created = EventJson.Write(new ExperimentCreated(id, spec, data, context.Terminal.Time.GetUtcNow()));
        return ownership is not null
            ? await OwnAsync(ownership, id, created, cancellationToken)
            : await AskOwnerAsync(id, created, cancellationToken);
    }

    /// <summary>Resumes an experiment; returns the exit code.</summary>
    public async Task<int> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        Home.Create();
        using var ownership = HomeLock.TryAcquire(Home);
        if (ownership is null)
            return await AskOwnerAsync(id, created: null, cancellationToken);
        var state = (await context.Library.LoadAsync(id, cancellationToken)).State;
        LaunchData.RefuseChanges(context, state, cancellationToken);
        return await OwnAsync(ownership, id, create: null, cancellationToken);
    }

    private async Task<int> OwnAsync(HomeLock ownership, string id, byte[]? create, CancellationToken cancellationToken)
    {
        await using var session = await OwnerSession.StartAsync(Home, ownership, options, cancellationToken);
        await RunAsync(session.Silo.Experiment(id), create, session.Slots);
        Detached.Announce(context.Terminal, id);
        context.Note($"{id}: {session.Slots} {(session.Slots == 1 ? "slot" : "slots")}{(session.Silo.Metrics is { } metrics ? $", metrics at {metrics}" : "")}. Ctrl-C pauses.");

        var rest = await ShowAsync(session, id, cancellationToken);
        await StayForOthersAsync(session, id, cancellationToken);
        return await ConcludeAsync(id, rest);
    }

    /// <summary>Another process owns the home: the search runs there, and is only shown here.</summary>
    private async Task<int> AskOwnerAsync(string id, byte[]? created, CancellationToken cancellationToken)
    {
        var gateway = GatewayFile.Read(Home)
            ?? throw CommandException.Unreachable($"Another process owns {Home.Root} but is not up yet: try again in a moment.");
        await using var owner = await GatewayActor.ConnectAsync(gateway, cancellationToken);
        await RunAsync(owner.Experiment(id), created, slots: 0);
        Detached.Announce(context.Terminal, id);
        context.Note($"{id} runs in process {gateway.ProcessId}, which owns {Home.Root}; it goes on there when this one ends.");
        var state = await View(context.Library.Store, id).FollowAsync(cancellationToken);
        return await ConcludeAsync(id, new RestReason(state.Status, state.StatusReason, Signalled: false, StorageFailed: false));
    }

    private static async Task RunAsync(IExperimentGrain experiment, byte[]? create, int slots)
    {
        var refusal = create is null ? null : (await experiment.CreateAsync(create, CancellationToken.None)).Refusal;
        refusal ??= (await experiment.RunAsync(slots, CancellationToken.None)).Refusal;
        if (refusal is not null)
            throw CommandException.Failed(refusal);
    }

    private async Task<RestReason> ShowAsync(OwnerSession session, string id, CancellationToken signal)
    {
        using var over = new CancellationTokenSource();
        var view = context.IsQuiet ? Task.CompletedTask : FollowAsync(View(session.Store, id), over.Token);
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

    private WatchView View(IExperimentStore store, string id) => new(context.Terminal, store, id)
    {
        Writer = context.Terminal.Error,
        IsLive = context.Terminal.ErrorIsTerminal && context.Terminal.HasColor,
        ShowsEpochs = false,
    };

    /// <summary>Other terminals may have launched searches here meanwhile: the owner stays until they rest too.</summary>
    private async Task StayForOthersAsync(OwnerSession session, string id, CancellationToken signal)
    {
        while ((await session.Silo.ActiveExperimentsAsync(CancellationToken.None)).Where(other => other != id).ToArray() is { Length: > 0 } others)
        {
            context.Note($"Still at work here: {string.Join(", ", others)}.");
            foreach (var other in others)
                await session.WaitAsync(other, signal);
        }
    }

    private async Task<int> ConcludeAsync(string id, RestReason rest)
    {
        if (rest.StorageFailed)
            throw CommandException.Failed($"{rest.Reason} The search is paused at its last durable state; search resume {id} goes on.");
        switch (rest.Status)
        {
            case ExperimentStatus.Completed:
                foreach (var sentence in ClosingWords.Of((await context.Library.LoadAsync(id, CancellationToken.None)).State, Home))
                    context.Say(sentence);
                return ExitCode.Done;
            case ExperimentStatus.Paused when rest.Reason is null:
                context.Terminal.Error.WriteLine($"Paused. Go on with: search resume {id}");
                return ExitCode.Interrupted;
            case ExperimentStatus.Paused:
                throw CommandException.Failed($"{rest.Reason} The search is paused; search resume {id} goes on.");
            case ExperimentStatus.Cancelled:
                throw CommandException.Failed($"{id} was cancelled.");
            default:
                throw CommandException.Failed(rest.Reason ?? $"{id} failed.");
        }
    }

    /// <summary>The newest unfinished experiment of the very same sweep; null when there is none.</summary>
    private async Task<string?> UnfinishedAsync(ExperimentSpec spec, CancellationToken cancellationToken)
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

    private bool Agrees(string question)
    {
        if (!context.Terminal.InIsTerminal || !context.Terminal.ErrorIsTerminal)
            return false;
        context.Terminal.Error.Write(question);
        return context.Terminal.In.ReadLine()?.Trim().ToLowerInvariant() is "" or "y" or "yes";
    }
}
