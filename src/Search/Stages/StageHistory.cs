using Search.Experiments;
using Search.Samplers;
using Search.Schedulers;

namespace Search.Stages;

/// <summary>Tells a sampler's history and a scheduler what happened to the trials of a search, event by event.</summary>
internal sealed class StageHistory(ExperimentState state, TrialHistory history, IScheduler scheduler)
{
    /// <summary>Adds a trial of an earlier round, as it was left.</summary>
    public void Add(Trial trial)
    {
        history.Add(trial.Number, trial.Plan.Configuration, trial.Plan.Fraction);
        foreach (var measurement in trial.Measurements)
            if (measurement.Value is not null)
                history.Measure(trial.Number, measurement.Epoch, measurement.Seconds, state.Spec.ToInternal(measurement));
        if (Outcome(trial.State) is { } outcome)
            history.End(trial.Number, outcome);
    }

    /// <summary>Takes note of an event of this stage, after the state has.</summary>
    public void Observe(ExperimentEvent e)
    {
        switch (e)
        {
            case TrialAdded added:
                history.Add(added.Trial, added.Plan.Configuration, added.Plan.Fraction);
                scheduler.Added(added.Trial, added.Plan.Configuration, new Fidelity(added.Plan.Target, added.Plan.Fraction), added.Plan.Parent);
                break;
            case EpochMeasured measured:
                Measured(measured);
                break;
            case TrialDecided decided when Knows(decided.Trial):
                Decided(decided);
                break;
            case AttemptEnded { State: TrialState.Failed } ended when Knows(ended.Trial):
                history.End(ended.Trial, PastOutcome.Failed);
                scheduler.Ended(ended.Trial);
                break;
            case TrialRevived revived when Knows(revived.Trial):
                history.Revive(revived.Trial);
                break;
        }
    }

    private void Measured(EpochMeasured measured)
    {
        var values = state.Spec.ToInternal(measured.Measurement);
        if (measured.Measurement.Value is not null)
            history.Measure(measured.Trial, measured.Measurement.Epoch, measured.Measurement.Seconds, values);
        scheduler.Measured(measured.Trial, measured.Measurement.Epoch, values);
    }

    private void Decided(TrialDecided decided)
    {
        switch (decided.Action)
        {
            case TrialAction.Continue:
                if (history.Find(decided.Trial).Outcome == PastOutcome.Paused)
                    history.Continue(decided.Trial);
                scheduler.Continued(decided.Trial, decided.Target);
                break;
            case TrialAction.Pause:
                history.Pause(decided.Trial);
                break;
            case TrialAction.Stop:
                history.End(decided.Trial, PastOutcome.Stopped);
                scheduler.Ended(decided.Trial);
                break;
            case TrialAction.Complete:
                history.End(decided.Trial, PastOutcome.Completed);
                break;
        }
    }

    /// <summary>Events of trials of other stages pass by too: an owner may stop any.</summary>
    private bool Knows(int trial) => history.Knows(trial);

    private static PastOutcome? Outcome(TrialState state) => state switch
    {
        TrialState.Completed => PastOutcome.Completed,
        TrialState.Failed => PastOutcome.Failed,
        TrialState.Stopped or TrialState.Cancelled or TrialState.PausedAtRung => PastOutcome.Stopped,
        _ => null,
    };
}
