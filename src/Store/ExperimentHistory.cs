using Search.Experiments;
using Search.Experiments.Pages;

namespace Search.Store;

/// <summary>A whole journal, read the quick way: the pages of its snapshot, then the rows after it; and the keeping of such snapshots.</summary>
/// <param name="Head">The last row read.</param>
/// <param name="SnapshotHead">The last row that the snapshot covers; 0 without one.</param>
/// <param name="Events">All events, in order.</param>
public sealed record ExperimentHistory(long Head, long SnapshotHead, IReadOnlyList<ExperimentEvent> Events)
{
    /// <summary>Rows of a page: enough that a page costs nothing, few enough that several are read at once.</summary>
    private const int RowsPerPage = 20_000;

    /// <summary>True when so many rows have come after a snapshot that another is worth its writing: the whole is written anew each time.</summary>
    public static bool IsDue(long head, long snapshotHead) => head - snapshotHead >= Math.Max(RowsPerPage, snapshotHead / 8);

    /// <summary>Reads an experiment. A snapshot that cannot be used is passed over: the journal alone holds everything.</summary>
    /// <exception cref="CorruptExperimentException">The journal is damaged.</exception>
    public static async Task<ExperimentHistory> ReadAsync(IExperimentStore store, string experiment, CancellationToken cancellationToken)
    {
        var (snapshotHead, events) = await FromSnapshotAsync(store, experiment, cancellationToken);
        var head = snapshotHead;
        await foreach (var row in store.ReadAsync(experiment, snapshotHead, cancellationToken))
        {
            events.Add(EventJson.Read(row.Payload.Span));
            head = row.Sequence;
        }
        return new(head, snapshotHead, events);
    }

    /// <summary>Extends an experiment's snapshot by all durable rows after it; one with pages of another version begins anew, as it would be passed over for ever.</summary>
    /// <returns>The last row that it covers now.</returns>
    /// <exception cref="StoreUnavailableException">It could not be kept.</exception>
    public static async Task<long> ExtendSnapshotAsync(IExperimentStore store, string experiment, CancellationToken cancellationToken)
    {
        var snapshot = await store.ReadSnapshotAsync(experiment, cancellationToken);
        var (head, pages) = snapshot is not null && snapshot.Pages.All(page => EventPage.IsCurrent(page.Span)) ? (snapshot.Head, snapshot.Pages.ToList()) : (0, []);
        var waiting = new List<ExperimentEvent>();
        await foreach (var row in store.ReadAsync(experiment, head, cancellationToken))
        {
            waiting.Add(EventJson.Read(row.Payload.Span));
            head = row.Sequence;
            if (waiting.Count == RowsPerPage)
                Turn();
        }
        if (waiting.Count > 0)
            Turn();
        await store.SaveSnapshotAsync(experiment, head, pages, cancellationToken);
        return head;

        void Turn()
        {
            pages.Add(EventPage.Write(waiting));
            waiting.Clear();
        }
    }

    private static async Task<(long Head, List<ExperimentEvent> Events)> FromSnapshotAsync(IExperimentStore store, string experiment, CancellationToken cancellationToken)
    {
        if (await store.ReadSnapshotAsync(experiment, cancellationToken) is not { } snapshot)
            return (0, []);
        try
        {
            // On all cores: an experiment is wanted at once, and nobody else works on it yet.
            var pages = await Task.WhenAll(snapshot.Pages.Select(page => Task.Run(() => EventPage.Read(page.Span), cancellationToken)));
            List<ExperimentEvent> events = [.. pages.SelectMany(page => page)];
            return events.Count == snapshot.Head ? (snapshot.Head, events) : (0, []);
        }
        catch (InvalidDataException)
        {
            return (0, []);
        }
    }
}
