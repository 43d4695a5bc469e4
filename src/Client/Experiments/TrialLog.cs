namespace Search.Client.Experiments;

/// <summary>The document of <c>logs --json</c>: what the journal says of one trial.</summary>
/// <param name="Experiment">The identifier.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Entries">What happened, in order.</param>
internal sealed record TrialLog(string Experiment, int Trial, IReadOnlyList<TrialLogEntry> Entries)
{
    public static TrialLog Of(LoadedExperiment loaded, int trial) => new(loaded.State.Id, trial, [.. loaded.Journal
        .Select((e, index) => (Row: index + 1L, Event: e, Entry: EventText.Of(e, loaded.State)))
        .Where(item => item.Entry?.Trial == trial)
        .Select(item => new TrialLogEntry(item.Row, item.Entry!.Value.Kind, item.Entry.Value.Text))]);
}
