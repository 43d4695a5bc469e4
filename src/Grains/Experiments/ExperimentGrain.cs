using Microsoft.Extensions.Logging;
using Search.Boards;
using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Grains.Placement;
using Search.Objectives;
using Search.Store;

namespace Search.Grains.Experiments;

/// <summary>Keeps an experiment in memory, its journal in the store, and its slots at work. What deserves more epochs is Search's business.</summary>
[GrainType("search-experiment"), KeepAlive, ControlPlacement]
internal sealed partial class ExperimentGrain(
    IExperimentStore store, TimeProvider time, IStorageAlarm alarm, ITrialCleanup cleanup, IExperimentGauges gauges, LeaseOptions leases, ILaunchRules rules, SiloPresence presence,
    ILogger<ExperimentGrain> logger)
    : Grain, IExperimentGrain
{
    private static readonly TimeSpan GaugesEvery = TimeSpan.FromSeconds(2);

    private Experiment? experiment;
    private ExperimentJournal? journal;
    private byte[] description = [];
    private bool isRun;
    private long snapshotHead;
    private bool isSnapshotUnderWay;
    private RunLeases? runs;

    private string Id => this.GetPrimaryKeyString();

    private DateTimeOffset Now => time.GetUtcNow();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(PublishAsync, new GrainTimerCreationOptions { DueTime = GaugesEvery, Period = GaugesEvery, Interleave = true });
        if (await store.HeadAsync(Id, cancellationToken) is not { } head || head == 0)
            return;
        var history = await ExperimentHistory.ReadAsync(store, Id, cancellationToken);
        description = EventJson.Write(history.Events[0]);
        experiment = Experiment.Load(history.Events);
        snapshotHead = history.SnapshotHead;
        journal = new ExperimentJournal(store, Id, history.Head, time, OnBroken);
        if (leases.Lease is { } lease)
            GoOn(lease);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        gauges.Publish(Id, null);
        return Task.CompletedTask;
    }

    public async Task<CommandReply> CreateAsync(byte[] created, CancellationToken cancellationToken)
    {
        if (experiment is not null)
            return description.AsSpan().SequenceEqual(created) ? CommandReply.Done : new CommandReply($"{Id} exists already.");
        if (EventJson.Read(created) is not ExperimentCreated launched)
            return new CommandReply("The message holds no experiment: both ends must be of one version.");
        if (rules.Refusal(launched.Spec) is { } refusal)
            return new CommandReply(refusal);
        try
        {
            if (!await store.TryCreateAsync(Id, cancellationToken) && await store.HeadAsync(Id, cancellationToken) is > 0)
                return new CommandReply($"{Id} exists already.");
            await store.AppendAsync(Id, 0, [created], cancellationToken);
        }
        catch (Exception error) when (error is StoreUnavailableException or StaleHeadException)
        {
            return new CommandReply(error.Message);
        }
        description = created;
        experiment = Experiment.Load([launched]);
        journal = new ExperimentJournal(store, Id, 1, time, OnBroken);
        if (leases.Lease is { } lease)
            GoOn(lease);
        return CommandReply.Done;
    }

    public async Task<CommandReply> RunAsync(int slots, CancellationToken cancellationToken)
    {
        var available = slots > 0 ? slots : Math.Max(1, await Pool.SlotsAsync(cancellationToken));
        var reply = await CommandAsync(running =>
        {
            if (isRun && running.State.Status == ExperimentStatus.Running)
                return null; // asked for twice
            isRun = true;
            alarm.Clear(Id);
            // What this activation has heard of is at work, or suspending itself after a pause; whatever else the journal has running belongs to a process that is gone.
            return running.Run(available, Now, busy.Keys);
        });
        if (reply.Refusal is null && runs is not null)
        {
            isListed = true;
            await Roster.AddAsync(Id, cancellationToken);
        }
        return reply;
    }

    public Task<CommandReply> PauseAsync(string? reason, CancellationToken cancellationToken) => CommandAsync(running =>
    {
        if (running.State.Status != ExperimentStatus.Running)
            return $"{Id} is {running.State.Status.ToString().ToLowerInvariant()}, not running.";
        running.Pause(reason, Now);
        StopSlots(abandon: false);
        return null;
    });

    public Task<CommandReply> CancelAsync(CancellationToken cancellationToken) => CommandAsync(running =>
    {
        var refusal = running.Cancel(Now);
        if (refusal is null)
            StopSlots(abandon: true);
        return refusal;
    });

    public Task<CommandReply> ExtendAsync(int trials, CancellationToken cancellationToken) => CommandAsync(running => running.Extend(trials, Now));

    public Task<CommandReply> WidenAsync(byte[] widened, int trials, CancellationToken cancellationToken) => CommandAsync(running =>
        EventJson.Read(widened) is SpaceWidened to ? running.Widen(to, trials, Now) : "The message holds no wider space: both ends must be of one version.");

    public async Task<CommandReply> RetryFailedAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        var reply = await CommandAsync(running =>
        {
            count = running.RetryFailed(Now);
            return null;
        });
        return reply with { Count = count };
    }

    public Task<CommandReply> StopTrialAsync(int trial, CancellationToken cancellationToken) => CommandAsync(running =>
    {
        var refusal = running.StopTrial(trial, Now);
        if (refusal is null && busy.TryGetValue(trial, out var run))
            _ = StopAsync(trial, run, abandon: true);
        return refusal;
    });

    public Task<ExperimentStatusReply> StatusAsync(CancellationToken cancellationToken) => Task.FromResult(new ExperimentStatusReply
    {
        // At rest only once the row that says so is durable: whoever waits for the end then reads the journal.
        Status = experiment is null ? "unknown" : journal!.IsDurable ? experiment.State.Status.ToString().ToLowerInvariant() : "running",
        Reason = experiment?.State.StatusReason,
        Running = busy.Count,
    });

    public Task<byte[]> DescriptionAsync(CancellationToken cancellationToken) => Task.FromResult(description);

    public async Task<TrialInstruction> ReportAsync(ProgressReport report, CancellationToken cancellationToken)
    {
        if (experiment is null || report.Trial >= experiment.State.Trials.Count)
            return new TrialInstruction(GoOn: false, Target: 0);
        await MayTurnAwayAsync(report.Trial, report.Attempt);
        var trial = experiment.State.Trials[report.Trial];
        // Plain measurements are answered before they are durable: an activation that lost some asks for them.
        if (report.Epochs is [{ Epoch: var first }, ..] && first > trial.Epoch + 1 && experiment.IsCurrent(report.Trial, report.Attempt))
            return new TrialInstruction(GoOn: true, trial.Target, From: trial.Epoch + 1);
        var (before, epoch) = (trial.Reason, trial.Epoch);
        var goOn = Apply(report);
        var decided = !ReferenceEquals(before, trial.Reason);
        var repeated = report.Epochs.Length > 0 && trial.Epoch == epoch;
        if (decided)
        {
            var reason = trial.Reason!.Describe(experiment.State.Spec.Objective);
            LogDecided(report.Trial, trial.State, reason);
        }
        runs?.Heard(report.Trial);
        if (goOn)
            busy[report.Trial] = (report.Grant, report.Attempt);
        else
            Free(report.Trial, report.Attempt, vacated: false);
        var durable = Dispatch();
        // Only a decision must not be acted on before it is durable, nor when its report is repeated; a plain measurement may be sent again from the checkpoint.
        if (decided || repeated || !goOn)
        {
            var asked = time.GetTimestamp();
            await durable;
            gauges.Decided(Id, time.GetElapsedTime(asked));
        }
        return new TrialInstruction(goOn, trial.Target);
    }

    private bool Apply(ProgressReport report)
    {
        if (report.Fingerprint is { } fingerprint && !experiment!.Prepared(report.Trial, report.Attempt, new RunStarted(fingerprint, report.FromEpoch)))
            return false;
        return report.Epochs.All(epoch => experiment!.Report(report.Trial, report.Attempt, epoch.ToFinished(), Now));
    }

    public async Task EndedAsync(AttemptReport report, CancellationToken cancellationToken)
    {
        if (experiment is null)
            return;
        await MayTurnAwayAsync(report.Trial, report.Attempt);
        if (report.ToFailure() is { } failure)
            LogFailed(report.Trial, report.Attempt, failure.Kind, failure.Message);
        experiment.Ended(report.Trial, report.Attempt, report.ToFailure(), Now);
        Free(report.Trial, report.Attempt, vacated: true);
        if (idle.Find(slot => slot.Grant.Grant == report.Grant.Grant) is { } slot)
            slot.Vacated = true;
        await Dispatch();
    }

    private async Task<CommandReply> CommandAsync(Func<Experiment, string?> command)
    {
        if (experiment is null)
            return new CommandReply($"There is no experiment {Id}.");
        var refusal = command(experiment);
        await Dispatch();
        return new CommandReply(refusal);
    }

    private Task PublishAsync(CancellationToken cancellationToken)
    {
        if (experiment is null || journal is null)
            return Task.CompletedTask;
        gauges.Publish(Id, ExperimentFigures.Of(experiment));
        if (!isSnapshotUnderWay && ExperimentHistory.IsDue(journal.Head, snapshotHead))
            _ = SnapshotAsync();
        return Task.CompletedTask;
    }

    /// <summary>Keeps a snapshot, so that the experiment is back soon when it is wanted again; away from this grain's turns.</summary>
    private async Task SnapshotAsync()
    {
        isSnapshotUnderWay = true;
        try
        {
            snapshotHead = await Task.Run(() => ExperimentHistory.ExtendSnapshotAsync(store, Id, CancellationToken.None));
        }
        catch (Exception error) when (error is StoreUnavailableException or CorruptExperimentException or ObjectDisposedException)
        {
            LogNoSnapshot(error.Message);
        }
        finally
        {
            isSnapshotUnderWay = false;
        }
    }

    /// <summary>Trials whose checkpoints the events make useless or too many, with their newest attempts. Cancelled ones keep theirs until the experiment is deleted.</summary>
    private (int Trial, int Attempt)[] Dropped(IReadOnlyList<ExperimentEvent> events) =>
    [
        .. events.OfType<TrialDecided>().Where(decided => decided.Action is TrialAction.Stop or TrialAction.Complete)
            .Select(decided => (decided.Trial, experiment!.State.Trials[decided.Trial].Attempts)),
        .. events.OfType<AttemptEnded>().Where(ended => ended.State == TrialState.Failed).Select(ended => (ended.Trial, ended.Attempt)),
        .. events.OfType<CheckpointDropped>().Select(dropped => (dropped.Trial, dropped.Attempt)),
    ];

    private async Task CleanUpAsync((int Trial, int Attempt)[] dropped, Task durable)
    {
        try
        {
            await durable;
        }
        catch (JournalUnavailableException)
        {
            return; // not durable: the checkpoints may still be needed
        }
        foreach (var (trial, attempt) in dropped)
            cleanup.DropCheckpoints(Id, trial, attempt);
    }

    private void OnBroken(Exception error)
    {
        LogBroken(error, error.Message);
        if (error is not StaleHeadException)
            alarm.Raise(Id, error.Message);
        DeactivateOnIdle();
    }
}
