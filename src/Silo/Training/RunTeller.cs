using Microsoft.Extensions.Logging;
using Search.Grains.Interfaces;

namespace Search.Silo.Training;

/// <summary>Tells experiments which of their attempts this silo runs: their sign of life, and how they are found after everything else has forgotten them.</summary>
internal sealed partial class RunTeller(IGrainFactory grains, RunFence fence, ILogger<RunTeller> logger)
{
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);

    /// <summary>Tells each experiment once, unless it has not answered the last time yet. Returns at once.</summary>
    /// <param name="running">What the slots run.</param>
    /// <param name="stop">Ends an attempt.</param>
    public void Tell(IEnumerable<TrialAssignment> running, Action<string, RunKey> stop)
    {
        foreach (var group in running.GroupBy(assignment => assignment.Grant.Experiment))
        {
            lock (underWay)
                if (!underWay.Add(group.Key))
                    continue;
            _ = TellAsync(group.Key, new RunsHeld { Runs = [.. group.Select(assignment => (new RunKey(assignment.Trial, assignment.Attempt), assignment.Grant))] }, stop);
        }
    }

    private async Task TellAsync(string experiment, RunsHeld held, Action<string, RunKey> stop)
    {
        var asked = fence.Now();
        try
        {
            foreach (var over in await grains.GetGrain<IExperimentGrain>(experiment).HeldAsync(held, CancellationToken.None))
                stop(experiment, over);
            fence.Answered(experiment, asked);
        }
        catch (Exception error) // an edge: told again a moment later, whatever it was
        {
            LogNotTold(experiment, error.Message);
        }
        finally
        {
            lock (underWay)
                underWay.Remove(experiment);
        }
    }

    [LoggerMessage(EventId = 421, Level = LogLevel.Warning, Message = "{Experiment} could not be told of its trials here: {Message}")]
    private partial void LogNotTold(string experiment, string message);
}
