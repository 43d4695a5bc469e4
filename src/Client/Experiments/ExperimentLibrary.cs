using System.Text.Json;
using Search.Experiments;
using Search.Store;

namespace Search.Client.Experiments;

/// <summary>Reads the experiments of a home folder or a cluster; writes nothing and needs nobody who runs them.</summary>
/// <param name="store">The journals.</param>
/// <param name="place">Where they are, as sentences name it.</param>
internal sealed class ExperimentLibrary(IExperimentStore store, string place)
{
    /// <summary>Stands for the experiment launched last.</summary>
    public const string Latest = "latest";

    private const int MostCandidates = 10;

    /// <summary>Rows that are parsed at a stretch: enough that handing them out costs nothing.</summary>
    private const int Batch = 512;

    /// <summary>Where they are, as sentences name it.</summary>
    public string Place => place;

    /// <summary>The journals.</summary>
    public IExperimentStore Store => store;

    /// <summary>All identifiers, damaged experiments among them.</summary>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => Store.ListAsync(cancellationToken);

    /// <summary>The identifier that a user's word means: itself, a prefix of just one, or <see cref="Latest"/>.</summary>
    /// <exception cref="CommandException">None or several are meant; the sentence names the candidates.</exception>
    public async Task<string> ResolveAsync(string word, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        if (all.Contains(word))
            return word;
        if (word == Latest)
            return await LatestAsync(all, cancellationToken);
        string[] candidates = [.. all.Where(id => word.Length > 0 && id.StartsWith(word, StringComparison.Ordinal))];
        if (candidates is [var only])
            return only;
        if (candidates.Length > 1)
            throw CommandException.NotFound($"\"{word}\" may mean {Names(candidates)}: give more letters.");
        throw CommandException.NotFound(all.Count == 0
            ? $"There is no experiment \"{word}\": {place} holds none yet; search launch SPEC starts one."
            : $"There is no experiment \"{word}\" in {place}: there are {Names(all)}.");
    }

    /// <summary>Reads a whole experiment.</summary>
    /// <exception cref="CorruptExperimentException">Its journal is damaged.</exception>
    public async Task<LoadedExperiment> LoadAsync(string id, CancellationToken cancellationToken)
    {
        // A command lives for the blink of an eye: it builds its readers, reads the disk and parses on all cores at once.
        var prepared = Task.Run(EventJson.Prepare, cancellationToken);
        var (batch, parsing) = (new List<JournalRow>(Batch), new List<Task<ExperimentEvent[]>>());
        await foreach (var row in Store.ReadAsync(id, 0, cancellationToken))
        {
            batch.Add(row);
            if (batch.Count == Batch)
            {
                parsing.Add(ParseAsync(id, batch));
                batch = new(Batch);
            }
        }
        parsing.Add(ParseAsync(id, batch));
        await prepared;
        var (journal, state) = (new List<ExperimentEvent>(), new ExperimentState());
        foreach (var e in (await Task.WhenAll(parsing)).SelectMany(events => events))
        {
            journal.Add(e);
            Guarded(id, journal.Count, () => state.Apply(e));
        }
        if (journal is not [ExperimentCreated, ..])
            throw new CorruptExperimentException($"{id} has no first row, so nothing is known of it: its launch was cut off; search delete {id} removes it.");
        return new(journal, state);
    }

    /// <summary>Advances a state by a row.</summary>
    /// <returns>The row's event.</returns>
    /// <exception cref="CorruptExperimentException">The row is no event, or one that cannot follow what came before.</exception>
    public static ExperimentEvent Apply(string id, JournalRow row, ExperimentState state)
    {
        ExperimentEvent? e = null;
        Guarded(id, row.Sequence, () => state.Apply(e = EventJson.Read(row.Payload.Span)));
        return e!;
    }

    private static Task<ExperimentEvent[]> ParseAsync(string id, List<JournalRow> rows) => Task.Run(() =>
    {
        var events = new ExperimentEvent[rows.Count];
        for (var i = 0; i < events.Length; i++)
        {
            var (index, row) = (i, rows[i]);
            Guarded(id, row.Sequence, () => events[index] = EventJson.Read(row.Payload.Span));
        }
        return events;
    });

    private static void Guarded(string id, long sequence, Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException or NotSupportedException or NullReferenceException)
        {
            throw new CorruptExperimentException($"{id} is damaged at row {sequence} ({failure.Message}); restore it from a backup or delete the experiment. Other experiments are not concerned.", failure);
        }
    }

    private async Task<string> LatestAsync(IReadOnlyList<string> all, CancellationToken cancellationToken)
    {
        (string? Id, DateTimeOffset At) latest = (null, DateTimeOffset.MinValue);
        foreach (var id in all)
            if (await CreatedAsync(id, cancellationToken) is { } at && at >= latest.At)
                latest = (id, at);
        return latest.Id ?? throw CommandException.NotFound($"{place} holds no experiment yet: search launch SPEC starts one.");
    }

    /// <summary>When an experiment was launched; null where its first row cannot be read.</summary>
    private async Task<DateTimeOffset?> CreatedAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in Store.ReadAsync(id, 0, cancellationToken))
                return EventJson.Read(row.Payload.Span) is ExperimentCreated created ? created.At : null;
            return null;
        }
        catch (Exception failure) when (failure is CorruptExperimentException or StoreUnavailableException or JsonException)
        {
            return null; // a damaged one is not "latest"; list names it with its reason
        }
    }

    private static string Names(IReadOnlyList<string> ids) =>
        string.Join(", ", ids.Take(MostCandidates)) + (ids.Count > MostCandidates ? $" and {ids.Count - MostCandidates} more" : "");
}
