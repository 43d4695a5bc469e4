using System.Text.Json;
using Microsoft.Extensions.Logging;
using Search.Experiments;
using Search.Grains.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;
using Search.Store;
using Search.Training.Data;
using Search.Training.Hardware;

namespace Search.Silo.Training;

/// <summary>One slot: its thread runs one attempt after the other and tells the experiment about each.</summary>
/// <remarks>A thread that hangs inside an attempt is left behind, and a fresh one takes the slot: see <see cref="GiveUp"/>.</remarks>
internal sealed partial class SlotWorker
{
    private readonly object guard = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SlotOptions options;
    private readonly ExperimentCalls calls;
    private readonly IObjectiveSource source;
    private readonly RunFence fence;
    private readonly ILogger logger;
    private SlotRun? current;
    private TrialAssignment? next;
    private RunSignal nextSignal;
    private int threads;
    private volatile bool stopping;

    public SlotWorker(string device, SlotOptions options, ExperimentCalls calls, IObjectiveSource source, RunFence fence, ILogger logger)
    {
        (Device, this.options, this.calls, this.source, this.fence, this.logger) = (device, options, calls, source, fence, logger);
        StartThread(Loop);
    }

    public string Device { get; }

    /// <summary>The attempt under way, or the one waiting for it; null when idle.</summary>
    public TrialAssignment? Current
    {
        get
        {
            lock (guard)
                return current?.Assignment ?? next;
        }
    }

    public string? Offer(TrialAssignment assignment)
    {
        lock (guard)
        {
            if (stopping)
                return $"Slot {Device} is closing.";
            if (IsSame(current?.Assignment, assignment) || IsSame(next, assignment))
                return null;
            if (next is not null || (current is not null && current.Assignment.Grant.Grant != assignment.Grant.Grant))
                return $"Slot {Device} is at work on trial {(next ?? current!.Assignment).Trial} of {(next ?? current!.Assignment).Grant.Experiment} under another grant.";
            (next, nextSignal) = (assignment, RunSignal.Run);
            Monitor.Pulse(guard);
        }
        return null;
    }

    public void Signal(string experiment, int trial, int attempt, RunSignal signal)
    {
        lock (guard)
        {
            if (Is(current?.Assignment, experiment, trial, attempt))
                Raise(current!, signal);
            else if (Is(next, experiment, trial, attempt))
                nextSignal = signal;
        }
    }

    /// <summary>Ends the thread after its attempt has suspended itself; one that does not in time is left behind.</summary>
    public async Task StopAsync()
    {
        SlotRun? last;
        lock (guard)
        {
            stopping = true;
            last = current;
            if (last is not null)
                Raise(last, RunSignal.Suspend);
            Monitor.Pulse(guard);
        }
        await closed.Task;
    }

    private static bool IsSame(TrialAssignment? mine, TrialAssignment other) => Is(mine, other.Grant.Experiment, other.Trial, other.Attempt);

    private static bool Is(TrialAssignment? mine, string experiment, int trial, int attempt) =>
        mine is not null && mine.Grant.Experiment == experiment && mine.Trial == trial && mine.Attempt == attempt;

    private void StartThread(Action work) => LowPriorityThread.Start($"slot {Device}.{Interlocked.Increment(ref threads)}", work);

    private void Raise(SlotRun run, RunSignal signal)
    {
        run.Control.Raise(signal);
        run.WatchGrace(options.Grace, () => GiveUp(run));
    }

    /// <summary>
    /// Takes the slot from a thread that did not react: it hangs somewhere below us, and nothing can end it. It keeps its memory until the process
    /// ends; should it come back, it finds its attempt over and ends.
    /// </summary>
    private void GiveUp(SlotRun run)
    {
        lock (guard)
        {
            if (current != run)
                return; // it came back at the last moment
            current = null;
            run.GiveUp();
            LogGivenUp($"slot {Device}.{threads}", run.Assignment.Trial, run.Assignment.Attempt, run.Assignment.Grant.Experiment, options.Grace);
        }
        var failure = run.TimedOut;
        StartThread(() =>
        {
            calls.Ended(run.Assignment, failure, () => stopping);
            Loop();
        });
    }

    private void Loop()
    {
        while (true)
        {
            SlotRun run;
            lock (guard)
            {
                // One thread at most waits here: one that was given up is inside its attempt.
                while (next is null && !stopping)
                    Monitor.Wait(guard);
                if (next is null)
                {
                    closed.TrySetResult();
                    return;
                }
                (current, next) = (run = new SlotRun(next, options.Time), null);
                run.WatchTimeout(() =>
                {
                    lock (guard)
                        if (current == run)
                            Raise(run, RunSignal.Abandon);
                });
                if (stopping || nextSignal != RunSignal.Run)
                    Raise(run, nextSignal == RunSignal.Run ? RunSignal.Suspend : nextSignal);
            }
            using (run)
            {
                var failure = Run(run);
                lock (guard)
                {
                    if (run.IsGivenUp)
                        return; // another thread has the slot
                    current = null;
                }
                calls.Ended(run.Assignment, failure, () => stopping);
            }
        }
    }

    private RunFailed? Run(SlotRun run)
    {
        try
        {
            return Evaluate(run.Assignment, run) ?? run.TimedOut;
        }
        catch (Exception error) when (error is InvalidDataException or BadDataException)
        {
            return new RunFailed(FailureKind.BadData, error.Message);
        }
        catch (Exception error) when (error is StoreUnavailableException or IOException or UnauthorizedAccessException)
        {
            return new RunFailed(FailureKind.Storage, error.Message);
        }
        catch (Exception error) // the loop's edge: whatever the training threw is a failed trial, not a dead slot
        {
            LogCrashed(error, run.Assignment.Trial, run.Assignment.Attempt);
            return new RunFailed(FailureKind.Crashed, $"{error.GetType().Name}: {error.Message}");
        }
    }

    private RunFailed? Evaluate(TrialAssignment assignment, SlotRun run)
    {
        var reports = new AttemptReports(calls, assignment, run.Control);
        try
        {
            return Evaluate(assignment, run, reports);
        }
        finally
        {
            if (!run.IsGivenUp)
                reports.Flush();
        }
    }

    private RunFailed? Evaluate(TrialAssignment assignment, SlotRun run, AttemptReports reports)
    {
        if (calls.Description(assignment.Grant.Experiment, run.Control) is not { } created)
            return null;
        var request = Request(assignment, created, out var record);
        foreach (var step in source.For(created, Device).Evaluate(request, run.Control))
        {
            if (run.IsGivenUp)
                return null; // its folder may be a newer attempt's by now
            switch (step)
            {
                case RunStarted started:
                    reports.Started(started);
                    break;
                case EpochFinished finished:
                    if (!fence.Wait(assignment.Grant.Experiment, run.Control))
                        return null;
                    record?.Add(assignment.Attempt, finished);
                    // Before the report: once the trial is over nobody would come back to do it.
                    if (finished.Epoch == assignment.Epochs)
                        record?.Finished();
                    if (!reports.Finished(finished))
                        return null;
                    break;
                case RunFailed failed:
                    return failed;
                case RunSuspended:
                    return null;
            }
            if (run.Control.Signal == RunSignal.Abandon)
                return null;
        }
        return null;
    }

    private TrialRequest Request(TrialAssignment assignment, ExperimentCreated created, out ITrialRecord? record)
    {
        var configuration = JsonSerializer.Deserialize(assignment.Configuration, ConfigurationJson.Default.Configuration)!;
        TrialOrigin[] origins = [.. (assignment.Origins ?? []).Select(origin => new TrialOrigin(
            JsonSerializer.Deserialize(origin.Configuration, ConfigurationJson.Default.Configuration)!, origin.Epoch, origin.Trial < 0 ? null : source.CheckpointFolder(created, origin.Trial)))];
        var plan = new TrialPlan
        {
            Role = TrialRole.Search,
            Configuration = configuration,
            TrainImages = assignment.TrainImages,
            ValidImages = assignment.ValidImages,
            Epochs = assignment.Epochs,
            Target = assignment.Epochs,
            Repeat = assignment.Repeat,
            Lineage = origins.Length == 0 ? null : [.. origins.Select(origin => new LineagePart(origin.Configuration, origin.Epoch))],
        };
        record = source.Record(created, plan, assignment.Trial);
        return new TrialRequest
        {
            Experiment = assignment.Grant.Experiment,
            Trial = assignment.Trial,
            Attempt = assignment.Attempt,
            Configuration = configuration,
            Objective = created.Spec.Objective,
            RunSeed = assignment.RunSeed,
            TrainImages = assignment.TrainImages,
            ValidImages = assignment.ValidImages,
            Epochs = assignment.Epochs,
            KnownEpoch = assignment.KnownEpoch,
            Origins = origins,
            ForkInterval = assignment.ForkInterval,
            CheckpointFolder = source.CheckpointFolder(created, assignment.Trial),
            RunFolder = record?.Folder,
            ScoreTest = assignment.ScoreTest,
        };
    }

    [LoggerMessage(EventId = 411, Level = LogLevel.Error,
        Message = "The thread \"{Thread}\" hangs in trial {Trial}, attempt {Attempt} of {Experiment}: it did not end within {Grace} of being told to. It is left behind, and another takes its slot; a restart frees its memory")]
    private partial void LogGivenUp(string thread, int trial, int attempt, string experiment, TimeSpan grace);

    [LoggerMessage(EventId = 410, Level = LogLevel.Error, Message = "Trial {Trial}, attempt {Attempt} crashed")]
    private partial void LogCrashed(Exception error, int trial, int attempt);
}
