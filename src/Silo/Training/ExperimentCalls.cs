using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Search.Experiments;
using Search.Grains.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>What slot threads tell experiments: every call is repeated until it is answered, since all of them may arrive twice.</summary>
internal sealed partial class ExperimentCalls(IGrainFactory grains, ILogger<ExperimentCalls> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, ExperimentCreated> descriptions = new(StringComparer.Ordinal);

    /// <summary>Sweep file and data summary of an experiment; asked for once.</summary>
    public ExperimentCreated Description(string experiment) => descriptions.GetOrAdd(experiment, id =>
        (ExperimentCreated)EventJson.Read(Grain(id).DescriptionAsync(CancellationToken.None).GetAwaiter().GetResult()));

    public bool Prepared(TrialAssignment assignment, RunStarted started, RunControl run) => Insist(run, () => Grain(assignment.Grant.Experiment).PreparedAsync(
        new AttemptReport { Grant = assignment.Grant, Trial = assignment.Trial, Attempt = assignment.Attempt, Fingerprint = started.Fingerprint, FromEpoch = started.FromEpoch },
        CancellationToken.None));

    public bool Report(TrialAssignment assignment, EpochFinished finished, RunControl run)
    {
        var report = finished.ToReport(assignment);
        return Insist(run, () => Grain(assignment.Grant.Experiment).ReportAsync(report, CancellationToken.None));
    }

    /// <summary>The slot is idle again; gives up when the silo closes.</summary>
    public void Ended(TrialAssignment assignment, RunFailed? failure, Func<bool> closing)
    {
        var report = new AttemptReport { Grant = assignment.Grant, Trial = assignment.Trial, Attempt = assignment.Attempt, Failure = failure?.Kind.ToString(), Message = failure?.Message };
        using var patience = new RunControl();
        Insist(patience, async () =>
        {
            await Grain(assignment.Grant.Experiment).EndedAsync(report, CancellationToken.None);
            return new TrialInstruction(GoOn: true);
        }, closing);
    }

    private IExperimentGrain Grain(string experiment) => grains.GetGrain<IExperimentGrain>(experiment);

    /// <summary>The answer, however long it takes; "end now" once the attempt is not wanted any more.</summary>
    private bool Insist(RunControl run, Func<Task<TrialInstruction>> call, Func<bool>? closing = null)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return call().GetAwaiter().GetResult().GoOn;
            }
            catch (Exception error) when (error is TimeoutException or OrleansException or JournalUnavailableException or ObjectDisposedException or InvalidOperationException)
            {
                LogRepeated(error.Message);
            }
            // A suspension wanted while the experiment does not answer ends the attempt: what it measured is in its checkpoint.
            if (run.Wait(pause) || closing?.Invoke() == true)
                return false;
        }
    }

    [LoggerMessage(EventId = 420, Level = LogLevel.Warning, Message = "A report is repeated: {Message}")]
    private partial void LogRepeated(string message);
}
