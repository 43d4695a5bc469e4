using System.Text.Json;
using Microsoft.Extensions.Logging;
using Search.Experiments;
using Search.Grains.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;
using Search.Store;
using Search.Training.Data;

namespace Search.Silo.Training;

/// <summary>One slot: its thread runs one attempt after the other and tells the experiment about each.</summary>
internal sealed partial class SlotWorker : IDisposable
{
    private readonly Lock guard = new();
    private readonly SemaphoreSlim offered = new(0);
    private readonly ExperimentCalls calls;
    private readonly IObjectiveSource source;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Thread thread;
    private TrialAssignment? current;
    private TrialAssignment? next;
    private RunControl? control;
    private volatile bool stopping;

    public SlotWorker(string device, ExperimentCalls calls, IObjectiveSource source, TimeProvider time, ILogger logger)
    {
        (Device, this.calls, this.source, this.time, this.logger) = (device, calls, source, time, logger);
        // Below normal: heartbeats and grain turns must not wait behind training on a full machine.
        thread = new Thread(Loop) { Name = $"slot {device}", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }

    public string Device { get; }

    /// <summary>The attempt under way, or the one waiting for it; null when idle.</summary>
    public TrialAssignment? Current
    {
        get
        {
            lock (guard)
                return current ?? next;
        }
    }

    public string? Offer(TrialAssignment assignment)
    {
        lock (guard)
        {
            if (stopping)
                return $"Slot {Device} is closing.";
            if (IsSame(current, assignment) || IsSame(next, assignment))
                return null;
            if (next is not null || (current is not null && current.Grant.Grant != assignment.Grant.Grant))
                return $"Slot {Device} is at work on trial {(next ?? current)!.Trial} of {(next ?? current)!.Grant.Experiment} under another grant.";
            next = assignment;
        }
        offered.Release();
        return null;
    }

    public void Signal(string experiment, int trial, int attempt, RunSignal signal)
    {
        lock (guard)
            if (current is { } run && run.Grant.Experiment == experiment && run.Trial == trial && run.Attempt == attempt)
                control?.Raise(signal);
    }

    /// <summary>Ends the thread after its attempt has suspended itself.</summary>
    public void Stop()
    {
        lock (guard)
        {
            stopping = true;
            control?.Raise(RunSignal.Suspend);
        }
        offered.Release();
        thread.Join();
    }

    public void Dispose()
    {
        Stop();
        offered.Dispose();
    }

    private static bool IsSame(TrialAssignment? mine, TrialAssignment other) =>
        mine is not null && mine.Grant.Experiment == other.Grant.Experiment && mine.Trial == other.Trial && mine.Attempt == other.Attempt;

    private void Loop()
    {
        while (true)
        {
            offered.Wait();
            using var run = new RunControl();
            TrialAssignment assignment;
            lock (guard)
            {
                if (next is null)
                {
                    if (stopping)
                        return;
                    continue;
                }
                (current, next, control) = (next, null, run);
                assignment = current;
                if (stopping)
                    run.Raise(RunSignal.Suspend);
            }
            var failure = Run(assignment, run);
            lock (guard)
                (current, control) = (null, null);
            calls.Ended(assignment, failure, () => stopping);
        }
    }

    private RunFailed? Run(TrialAssignment assignment, RunControl run)
    {
        var started = time.GetTimestamp();
        using var alarm = assignment.Timeout is { } limit ? time.CreateTimer(_ => run.Raise(RunSignal.Abandon), null, limit, Timeout.InfiniteTimeSpan) : null;
        try
        {
            var failure = Evaluate(assignment, run);
            return failure ?? (assignment.Timeout is { } most && run.Signal == RunSignal.Abandon && time.GetElapsedTime(started) >= most
                ? new RunFailed(FailureKind.TimedOut, $"ran longer than {most}")
                : null);
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
            LogCrashed(error, assignment.Trial, assignment.Attempt);
            return new RunFailed(FailureKind.Crashed, $"{error.GetType().Name}: {error.Message}");
        }
    }

    private RunFailed? Evaluate(TrialAssignment assignment, RunControl run)
    {
        var created = calls.Description(assignment.Grant.Experiment);
        var request = Request(assignment, created, out var record);
        foreach (var step in source.For(created, Device).Evaluate(request, run))
        {
            switch (step)
            {
                case RunStarted prepared when !calls.Prepared(assignment, prepared, run):
                    return null;
                case EpochFinished finished:
                    record?.Add(assignment.Attempt, finished);
                    // Before the report: once the trial is over nobody would come back to do it.
                    if (finished.Epoch == assignment.Epochs)
                        record?.Finished();
                    if (!calls.Report(assignment, finished, run))
                        return null;
                    break;
                case RunFailed failed:
                    return failed;
                case RunSuspended:
                    return null;
            }
            if (run.Signal == RunSignal.Abandon)
                return null;
        }
        return null;
    }

    private TrialRequest Request(TrialAssignment assignment, ExperimentCreated created, out ITrialRecord? record)
    {
        var configuration = JsonSerializer.Deserialize(assignment.Configuration, ConfigurationJson.Default.Configuration)!;
        var plan = new TrialPlan
        {
            Role = TrialRole.Search,
            Configuration = configuration,
            TrainImages = assignment.TrainImages,
            ValidImages = assignment.ValidImages,
            Epochs = assignment.Epochs,
            Target = assignment.Epochs,
            Repeat = assignment.Repeat,
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
            CheckpointFolder = source.CheckpointFolder(created, assignment.Trial),
            RunFolder = record?.Folder,
            ScoreTest = assignment.ScoreTest,
        };
    }

    [LoggerMessage(EventId = 410, Level = LogLevel.Error, Message = "Trial {Trial}, attempt {Attempt} crashed")]
    private partial void LogCrashed(Exception error, int trial, int attempt);
}
