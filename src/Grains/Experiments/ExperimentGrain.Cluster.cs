using Search.Experiments;
using Search.Grains.Interfaces;

namespace Search.Grains.Experiments;

/// <summary>What only a cluster needs, where silos die and this grain may wake up anywhere.</summary>
internal sealed partial class ExperimentGrain
{
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    private bool isListed;

    private IRosterGrain Roster => GrainFactory.GetGrain<IRosterGrain>(0);

    public async Task<RunKey[]> HeldAsync(RunsHeld held, CancellationToken cancellationToken)
    {
        var over = new List<RunKey>();
        foreach (var (run, grant) in held.Runs)
        {
            if (experiment is null || !experiment.IsCurrent(run.Trial, run.Attempt))
            {
                over.Add(run);
                continue;
            }
            runs?.Heard(run.Trial);
            busy[run.Trial] = (grant, run.Attempt);
            if (experiment.State.Status != ExperimentStatus.Running)
                over.Add(run); // an activation before this one may not have told it
        }
        if (experiment is not null)
            await Dispatch();
        if (over.Count > 0 && journal is not null)
            await journal.ConfirmAsync();
        return [.. over];
    }

    /// <summary>Before a slot is told that its attempt counts no more, this activation makes sure that it is the one to say so.</summary>
    private Task MayTurnAwayAsync(int trial, int attempt) => runs is null || experiment!.IsCurrent(trial, attempt) ? Task.CompletedTask : journal!.ConfirmAsync();

    /// <summary>Goes on from what is durable; attempts that are under way somewhere will be heard of.</summary>
    private void GoOn(TimeSpan lease)
    {
        runs = new RunLeases(lease, time);
        isListed = true;
        experiment!.Recover(Now);
        this.RegisterGrainTimer(WatchAsync, new GrainTimerCreationOptions { DueTime = WatchEvery, Period = WatchEvery, Interleave = true });
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        runs!.Look();
        foreach (var trial in experiment!.State.Running.ToArray())
            if (WhyLost(trial) is { } reason)
                Lose(trial, reason);
        // The pool may have lost its memory too: it is asked again and again.
        demanded = false;
        var durable = Dispatch();
        if (isListed && experiment.State.Status != ExperimentStatus.Running)
            await UnlistAsync(durable);
    }

    private string? WhyLost(int trial)
    {
        var slot = experiment!.State.Trials[trial].Slot;
        if (busy.TryGetValue(trial, out var run) && run.Attempt == experiment.State.Trials[trial].Attempts)
            return presence.IsGone(run.Grant.Silo, run.Grant.Generation) ? $"silo {run.Grant.Silo} left the cluster" : Unheard(trial, slot);
        return slot is not null && presence.IsGone(slot.Split('/')[0]) ? $"silo {slot.Split('/')[0]} left the cluster" : Unheard(trial, slot);
    }

    private string? Unheard(int trial, string? slot) => runs!.IsOver(trial) ? $"{slot} was not heard of for {leases.Lease!.Value.TotalSeconds} s" : null;

    private void Lose(int trial, string reason)
    {
        if (busy.Remove(trial, out var run))
            _ = ReleaseAsync(run.Grant, refused: true);
        LogLost(trial, experiment!.State.Trials[trial].Attempts, reason);
        experiment.Lost(trial, experiment.State.Trials[trial].Attempts, reason, Now);
    }

    private async Task UnlistAsync(Task durable)
    {
        try
        {
            await durable;
            await Roster.RemoveAsync(Id, CancellationToken.None);
            isListed = experiment!.State.Status == ExperimentStatus.Running; // resumed meanwhile
            if (isListed)
                await Roster.AddAsync(Id, CancellationToken.None);
        }
        catch (JournalUnavailableException)
        {
            // This activation is on its way out; the next one sees to it.
        }
        catch (Exception error) // an edge: whatever failed is tried again a second later
        {
            LogNotUnlisted(error.Message);
        }
    }
}
