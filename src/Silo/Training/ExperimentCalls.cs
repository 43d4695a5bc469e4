using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>What slots tell experiments: every call is repeated until it is answered, since all of them may arrive twice.</summary>
internal sealed partial class ExperimentCalls(IGrainFactory grains, RunFence fence, ILogger<ExperimentCalls> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, ExperimentCreated> descriptions = new(StringComparer.Ordinal);

    /// <summary>Sweep file and data summary of an experiment; null once the attempt is told to end while nobody answers.</summary>
    public ExperimentCreated? Description(string experiment, RunControl run)
    {
        if (descriptions.TryGetValue(experiment, out var known))
            return known;
        var described = InsistAsync(run, () => Grain(experiment).DescriptionAsync(CancellationToken.None), () => false).GetAwaiter().GetResult();
        return described is null ? null : descriptions.GetOrAdd(experiment, (ExperimentCreated)EventJson.Read(described));
    }

    /// <summary>The answer to a report, however long it takes; null once the attempt is told to end while nobody answers: what it measured is in its checkpoint.</summary>
    public Task<TrialInstruction?> ReportAsync(ProgressReport report, RunControl run) =>
        InsistAsync(run, async () =>
        {
            var asked = fence.Now();
            var instruction = await Grain(report.Grant.Experiment).ReportAsync(report, CancellationToken.None);
            fence.Answered(report.Grant.Experiment, asked);
            return instruction;
        }, () => false);

    /// <summary>The slot is idle again; gives up when the silo closes.</summary>
    public void Ended(TrialAssignment assignment, RunFailed? failure, Func<bool> closing)
    {
        var report = new AttemptReport { Grant = assignment.Grant, Trial = assignment.Trial, Attempt = assignment.Attempt, Failure = failure?.Kind.ToString(), Message = failure?.Message };
        InsistAsync(new RunControl(), async () =>
        {
            await Grain(assignment.Grant.Experiment).EndedAsync(report, CancellationToken.None);
            return report;
        }, closing).GetAwaiter().GetResult();
    }

    private IExperimentGrain Grain(string experiment) => grains.GetGrain<IExperimentGrain>(experiment);

    private async Task<T?> InsistAsync<T>(RunControl run, Func<Task<T>> call, Func<bool> closing) where T : class
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await call();
            }
            // A loop's edge: nobody above could do better than ask again, and a thread that ends here would end the process.
            catch (Exception error)
            {
                LogRepeated(error.Message);
            }
            if (await run.WaitAsync(pause) || closing())
                return null;
        }
    }

    [LoggerMessage(EventId = 420, Level = LogLevel.Warning, Message = "A report is repeated: {Message}")]
    private partial void LogRepeated(string message);
}
