using Search.Boards;
using Search.Client.Experiments;
using Search.Experiments;
using Search.Store;

namespace Search.Client.Watching;

/// <summary>Shows an experiment as it goes, from its journal alone: a live picture for a person, plain lines otherwise.</summary>
/// <param name="terminal">The process around it.</param>
/// <param name="store">The journals.</param>
/// <param name="experiment">The identifier.</param>
internal sealed class WatchView(Terminal terminal, IExperimentStore store, string experiment)
{
    /// <summary>How often the journal is asked for news; a person cannot read faster.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the time left is worked out anew: it costs a simulation.</summary>
    private static readonly TimeSpan ForecastBeat = TimeSpan.FromSeconds(10);

    /// <summary>Where it is shown; null for the output. A launch shows its progress on the error stream.</summary>
    public TextWriter? Writer { get; init; }

    /// <summary>True for a live picture, false for lines.</summary>
    public required bool IsLive { get; init; }

    /// <summary>True to show every epoch as a line; false for decisions and stages only.</summary>
    public bool ShowsEpochs { get; init; } = true;

    /// <summary>Rows up to this one are not shown as lines: for who has seen them.</summary>
    public long After { get; init; }

    /// <summary>Says whether somebody still runs the experiment; null for certainly.</summary>
    public Func<bool>? HasOwner { get; init; }

    /// <summary>Follows until the experiment rests: completed, failed, cancelled, paused, or left by its owner.</summary>
    /// <returns>The last state seen; still "running" when its owner left.</returns>
    public async Task<ExperimentState> FollowAsync(CancellationToken cancellationToken)
    {
        var (journal, state) = (new List<ExperimentEvent>(), new ExperimentState());
        var writer = Writer ?? terminal.Out;
        if (IsLive)
            await FollowAsync(journal, state, (_, _) => { }, Drawing(journal, state, writer), cancellationToken);
        else
        {
            var lines = new WatchLines(writer) { ShowsEpochs = ShowsEpochs };
            await FollowAsync(journal, state, (e, row) =>
            {
                if (row > After)
                    lines.Write(e, state);
            }, () => { }, cancellationToken);
        }
        return state;
    }

    // Loads what draws: only a person's terminal comes here.
    private Action Drawing(List<ExperimentEvent> journal, ExperimentState state, TextWriter writer)
    {
        var picture = new WatchPicture(terminal, writer);
        var (forecast, at) = ((Forecast?)null, (long?)null);
        return () =>
        {
            if (at is not { } before || terminal.Time.GetElapsedTime(before) > ForecastBeat || state.Status != ExperimentStatus.Running)
                (forecast, at) = (Forecast.Of(journal), terminal.Time.GetTimestamp());
            picture.Show(WatchFrame.Of(state, forecast, terminal.Height));
        };
    }

    private async Task FollowAsync(List<ExperimentEvent> journal, ExperimentState state, Action<ExperimentEvent, long> seen, Action beat, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Asked before the journal is read: what an owner wrote before it left is then seen.
            var owned = HasOwner?.Invoke() ?? true;
            await foreach (var row in store.ReadAsync(experiment, journal.Count, cancellationToken))
            {
                journal.Add(ExperimentLibrary.Apply(experiment, row, state));
                seen(journal[^1], row.Sequence);
            }
            if (journal.Count > 0)
                beat();
            // Trials that are told to pause still finish a batch.
            if ((journal.Count > 0 && state.Status != ExperimentStatus.Running && !state.Trials.Any(trial => trial.State == TrialState.Running)) || !owned)
                return;
            await Task.Delay(Beat, terminal.Time, cancellationToken);
        }
    }
}
