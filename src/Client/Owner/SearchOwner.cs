using System.Globalization;
using System.Security.Cryptography;
using Search.Experiments;
using Search.Specs;
using Search.Store;
using Search.Store.Home;
using Search.Store.Sqlite;
using Search.Training.Data;

namespace Search.Client.Owner;

/// <summary>Launches and resumes searches: in this process when nobody owns the home folder, else through its owner.</summary>
internal sealed class SearchOwner(HomeFolder home, OwnerOptions options, OwnerConsole console)
{
    /// <summary>Launches a checked sweep; returns the exit code.</summary>
    public async Task<int> LaunchAsync(ExperimentSpec spec, CancellationToken cancellationToken)
    {
        home.Create();
        using var ownership = HomeLock.TryAcquire(home);
        if (ownership is not null && await UnfinishedAsync(spec, cancellationToken) is { } unfinished)
        {
            if (console.Ask?.Invoke($"{unfinished} is the same search, unfinished. Resume it?") == true)
                return await RunAsync(ownership, unfinished, create: null, cancellationToken);
            if (console.Ask is null)
                await console.Progress.WriteLineAsync($"{unfinished} is the same search, unfinished: `search resume {unfinished}` would go on with it. A new one is launched.");
        }
        if (Prepare(spec, cancellationToken) is not { } data)
            return ExitCodes.BadInput;
        var id = NewId(spec.Name);
        var created = EventJson.Write(new ExperimentCreated(id, spec, data, TimeProvider.System.GetUtcNow()));
        return ownership is not null
            ? await RunAsync(ownership, id, created, cancellationToken)
            : await RemoteOwner.RunAsync(home, console, id, created, cancellationToken);
    }

    /// <summary>Resumes an experiment; returns the exit code.</summary>
    public async Task<int> ResumeAsync(string id, CancellationToken cancellationToken)
    {
        home.Create();
        using var ownership = HomeLock.TryAcquire(home);
        ExperimentState state;
        await using (var store = new SqliteExperimentStore(home.Experiments))
            state = await ReadAsync(store, id, cancellationToken);
        if (ownership is null)
            return await RemoteOwner.RunAsync(home, console, id, created: null, cancellationToken);
        if (state.Data is { } data && Changed(state.Spec, data, cancellationToken) is { } change)
        {
            await console.Error.WriteLineAsync(change);
            return ExitCodes.BadInput;
        }
        return await RunAsync(ownership, id, create: null, cancellationToken);
    }

    private async Task<int> RunAsync(HomeLock ownership, string id, byte[]? create, CancellationToken cancellationToken)
    {
        using var signals = new Signals(options.Detached);
        await using var session = await OwnerSession.StartAsync(home, ownership, options, cancellationToken);
        var experiment = session.Silo.Experiment(id);
        if (create is not null && (await experiment.CreateAsync(create, cancellationToken)).Refusal is { } refusal)
            return await RefuseAsync(refusal);
        if ((await experiment.RunAsync(session.Slots, cancellationToken)).Refusal is { } reason)
            return await RefuseAsync(reason);
        await console.Progress.WriteLineAsync($"{id}: {session.Slots} slots{(session.Silo.Metrics is { } metrics ? $", metrics at {metrics}" : "")}");

        var rest = await ShowAsync(session, id, signals.Token);
        await OthersAsync(session, id, signals.Token);
        return await ConcludeAsync(session.Store, id, rest);
    }

    private async Task<RestReason> ShowAsync(OwnerSession session, string id, CancellationToken signal)
    {
        using var over = new CancellationTokenSource();
        var view = console.Watch(session.Store, id, over.Token);
        var rest = await session.WaitAsync(id, signal);
        await over.CancelAsync();
        await view;
        return rest;
    }

    /// <summary>Other terminals may have launched searches here meanwhile: the owner stays until they rest too.</summary>
    private async Task OthersAsync(OwnerSession session, string id, CancellationToken signal)
    {
        while (await session.Silo.ActiveExperimentsAsync(CancellationToken.None) is { Length: > 0 } active)
        {
            var others = active.Where(other => other != id).ToArray();
            if (others.Length == 0)
                return;
            await console.Progress.WriteLineAsync($"Still at work here: {string.Join(", ", others)}.");
            foreach (var other in others)
                await session.WaitAsync(other, signal);
        }
    }

    private async Task<int> ConcludeAsync(IExperimentStore store, string id, RestReason rest)
    {
        if (rest.StorageFailed)
        {
            await console.Error.WriteLineAsync($"{rest.Reason} The search is paused at its last durable state; go on with: search resume {id}");
            return ExitCodes.Failed;
        }
        switch (rest.Status)
        {
            case ExperimentStatus.Completed:
                foreach (var sentence in ClosingWords.Of(await ReadAsync(store, id, CancellationToken.None), home))
                    await console.Output.WriteLineAsync(sentence);
                return ExitCodes.Done;
            case ExperimentStatus.Paused:
                await console.Progress.WriteLineAsync($"{rest.Reason ?? "Paused."} Go on with: search resume {id}");
                return rest.Reason is null ? ExitCodes.Interrupted : ExitCodes.Failed;
            case ExperimentStatus.Cancelled:
                await console.Progress.WriteLineAsync($"{id} was cancelled.");
                return ExitCodes.Failed;
            default:
                await console.Error.WriteLineAsync(rest.Reason ?? $"{id} failed.");
                return ExitCodes.Failed;
        }
    }

    private async Task<int> RefuseAsync(string sentence)
    {
        await console.Error.WriteLineAsync(sentence);
        return ExitCodes.Failed;
    }

    /// <summary>Opens the images once, so that everything wrong with them is said before anything is made.</summary>
    private DataSummary? Prepare(ExperimentSpec spec, CancellationToken cancellationToken)
    {
        if (spec.Data is not { } data)
        {
            console.Error.WriteLine("The sweep file has no data: give data.path, the folder that holds train/<class>.");
            return null;
        }
        try
        {
            using var dataset = Dataset.Open(data, spec.Seed, home.Cache, console.Decoding is { } decoding ? new Reporter(decoding) : null, cancellationToken);
            foreach (var warning in dataset.Summary.Warnings)
                console.Progress.WriteLine(warning);
            foreach (var unreadable in dataset.Unreadable)
                console.Progress.WriteLine($"Skipped {unreadable.Name}: {unreadable.Reason}");
            return dataset.Summary;
        }
        catch (Exception error) when (error is BadDataException or DataCacheException)
        {
            console.Error.WriteLine(error.Message);
            return null;
        }
    }

    private string? Changed(ExperimentSpec spec, DataSummary known, CancellationToken cancellationToken)
    {
        try
        {
            if (Dataset.Compare(spec.Data!, known.ContentHash, home.Cache, cancellationToken) is { } difference)
                return difference.IsEmpty ? null : $"The images in {spec.Data!.Path} changed since launch: {difference}. Bring them back, or launch a new search.";
            using var dataset = Dataset.Open(spec.Data!, spec.Seed, home.Cache, null, cancellationToken);
            return dataset.Summary.ContentHash == known.ContentHash && dataset.Summary.SplitHash == known.SplitHash
                ? null
                : $"The images in {spec.Data!.Path} changed since launch. Bring them back, or launch a new search.";
        }
        catch (Exception error) when (error is BadDataException or DataCacheException)
        {
            return error.Message;
        }
    }

    /// <summary>The newest unfinished experiment of the very same sweep; null when there is none.</summary>
    private async Task<string?> UnfinishedAsync(ExperimentSpec spec, CancellationToken cancellationToken)
    {
        await using var store = new SqliteExperimentStore(home.Experiments);
        var wanted = SweepFile.Write(spec);
        (string Id, DateTimeOffset At)? newest = null;
        foreach (var id in await store.ListAsync(cancellationToken))
        {
            try
            {
                if (!id.StartsWith(spec.Name + "-", StringComparison.Ordinal))
                    continue;
                var state = await ReadAsync(store, id, cancellationToken);
                if (state.Status is ExperimentStatus.Running or ExperimentStatus.Paused && SweepFile.Write(state.Spec) == wanted && !(newest?.At > state.CreatedAt))
                    newest = (id, state.CreatedAt);
            }
            catch (CorruptExperimentException)
            {
                // A damaged experiment is no candidate; `search list` names it.
            }
        }
        return newest?.Id;
    }

    private static async Task<ExperimentState> ReadAsync(IExperimentStore store, string id, CancellationToken cancellationToken)
    {
        var state = new ExperimentState();
        await foreach (var row in store.ReadAsync(id, 0, cancellationToken))
            state.Apply(EventJson.Read(row.Payload.Span));
        return state;
    }

    private static string NewId(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");

    private sealed class Reporter(Action<int, int> decoding) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => decoding(value.Done, value.Total);
    }
}
