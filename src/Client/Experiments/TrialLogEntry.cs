namespace Search.Client.Experiments;

/// <summary>One thing that happened to a trial.</summary>
/// <param name="Row">The journal's row, from 1.</param>
/// <param name="Event">What kind: added, attempt, prepared, epoch, decided, ended, revived, dropped or differed.</param>
/// <param name="Text">The same as a sentence.</param>
internal sealed record TrialLogEntry(long Row, string Event, string Text);
