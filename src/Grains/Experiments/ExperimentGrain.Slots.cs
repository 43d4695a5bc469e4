using Search.Experiments;
using Search.Grains.Interfaces;

namespace Search.Grains.Experiments;

/// <summary>The slots that are lent to the experiment: puts them to work, gives them back, asks for more.</summary>
internal sealed partial class ExperimentGrain
{
    private readonly List<IdleSlot> idle = [];
    private readonly Dictionary<int, (SlotGrant Grant, int Attempt)> busy = [];
    private readonly HashSet<string> starting = new(StringComparer.Ordinal);
    private int owed;
    private bool demanded;

    private IDevicePoolGrain Pool => GrainFactory.GetGrain<IDevicePoolGrain>(0);

    public Task GrantedAsync(SlotGrant grant, CancellationToken cancellationToken)
    {
        demanded = false;
        // A start that waits for a slow journal looks to the pool like a slot that was forgotten; once it has begun, the silo's announcement says under which grant.
        if (starting.Contains(grant.Slot))
            return Task.CompletedTask;
        foreach (var (trial, _) in busy.Where(run => run.Value.Grant.Slot == grant.Slot).ToArray())
            busy.Remove(trial);
        experiment?.Vacant(grant.Slot);
        idle.Add(new IdleSlot(grant) { Vacated = true });
        Dispatch();
        return Task.CompletedTask;
    }

    public Task GiveBackAsync(int slots, CancellationToken cancellationToken)
    {
        owed = Math.Min(slots, idle.Count + busy.Count);
        Dispatch();
        return Task.CompletedTask;
    }

    private void Free(int trial, int attempt, bool vacated)
    {
        if (busy.TryGetValue(trial, out var run) && run.Attempt == attempt)
        {
            busy.Remove(trial);
            idle.Add(new IdleSlot(run.Grant) { Vacated = vacated });
        }
    }

    /// <summary>Puts idle slots to work, gives up those without, asks for more; the task completes when all that was decided is durable.</summary>
    private Task Dispatch()
    {
        if (experiment is null || journal is null)
            return Task.CompletedTask;
        var starts = new List<TrialAssignment>();
        while (idle.Count > owed && experiment.Next(idle[0].Grant.Slot, Now) is { } trial)
        {
            var grant = idle[0].Grant;
            idle.RemoveAt(0);
            busy[trial.Number] = (grant, trial.Attempts);
            runs?.Heard(trial.Number);
            starts.Add(trial.ToAssignment(grant, experiment.State));
        }
        var events = experiment.TakeEvents();
        var durable = journal.AppendAsync(events, awaited: events.Any(e => e is not (EpochMeasured or AttemptPrepared)));
        if (Dropped(events) is { Length: > 0 } dropped)
            _ = CleanUpAsync(dropped, durable);
        foreach (var assignment in starts)
            _ = StartAsync(assignment, durable);
        foreach (var unused in idle.Where(slot => slot.Vacated).ToArray())
        {
            idle.Remove(unused);
            owed = Math.Max(0, owed - 1);
            _ = ReleaseAsync(unused.Grant, refused: false);
        }
        if (experiment.WantsSlot() != demanded)
            _ = DemandAsync();
        return durable;
    }

    private async Task StartAsync(TrialAssignment assignment, Task durable)
    {
        starting.Add(assignment.Grant.Slot);
        try
        {
            await durable;
            // Paused, cancelled or stopped meanwhile: it must not begin.
            if (!MayStart(assignment))
            {
                GiveUpStart(assignment);
                return;
            }
            var reply = await GrainFactory.GetGrain<ITrialGrain>(TrialKey.Of(assignment).ToString()).StartAsync(assignment, CancellationToken.None);
            if (reply.Refusal is null)
                return;
            LogRefused(assignment.Trial, assignment.Attempt, assignment.Grant.Slot, reply.Refusal);
        }
        catch (Exception error) when (error is SlotUnavailableException or TimeoutException or OrleansException)
        {
            LogRefused(assignment.Trial, assignment.Attempt, assignment.Grant.Slot, error.Message);
        }
        catch (JournalUnavailableException)
        {
            return; // the journal broke; this activation is on its way out
        }
        finally
        {
            starting.Remove(assignment.Grant.Slot);
        }
        GiveUpStart(assignment);
    }

    private bool MayStart(TrialAssignment assignment) => experiment!.State.Status == ExperimentStatus.Running
        && experiment.State.Trials[assignment.Trial] is { State: TrialState.Running } trial && trial.Attempts == assignment.Attempt;

    /// <summary>The trial goes back into the queue, and the pool learns that the grant is void.</summary>
    private void GiveUpStart(TrialAssignment assignment)
    {
        if (!busy.TryGetValue(assignment.Trial, out var run) || run.Attempt != assignment.Attempt)
            return;
        busy.Remove(assignment.Trial);
        experiment!.Ended(assignment.Trial, assignment.Attempt, null, Now);
        _ = ReleaseAsync(assignment.Grant, refused: true);
        _ = Dispatch();
    }

    private void StopSlots(bool abandon)
    {
        foreach (var (trial, run) in busy)
            _ = StopAsync(trial, run, abandon);
    }

    private async Task StopAsync(int trial, (SlotGrant Grant, int Attempt) run, bool abandon)
    {
        var key = new TrialKey { Experiment = Id, Trial = trial, Attempt = run.Attempt, Silo = run.Grant.Silo, Generation = run.Grant.Generation, Device = run.Grant.Device };
        try
        {
            await GrainFactory.GetGrain<ITrialGrain>(key.ToString()).StopAsync(abandon, CancellationToken.None);
        }
        catch (Exception error) when (error is SlotUnavailableException or TimeoutException or OrleansException)
        {
            LogStopFailed(trial, run.Attempt, run.Grant.Slot, error.Message);
        }
    }

    private async Task ReleaseAsync(SlotGrant grant, bool refused)
    {
        try
        {
            await Pool.ReleaseAsync(grant, refused, CancellationToken.None);
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            LogPoolUnreachable(error.Message); // the silo's next announcement tells the pool
        }
    }

    private async Task DemandAsync()
    {
        demanded = experiment!.WantsSlot();
        var spec = experiment.State.Spec;
        try
        {
            await Pool.DemandAsync(new SlotDemand { Experiment = Id, Wanted = demanded ? 1 : 0, Priority = spec.Priority, Weight = spec.Weight, Device = spec.Trial.Device }, CancellationToken.None);
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            demanded = false;
            LogPoolUnreachable(error.Message);
        }
    }

    /// <summary>A slot of ours without a current attempt.</summary>
    private sealed class IdleSlot(SlotGrant grant)
    {
        public SlotGrant Grant => grant;

        /// <summary>True once its silo said that the last attempt is over: only then may somebody else have it. We may queue work on it before.</summary>
        public bool Vacated { get; set; }
    }
}
