using Search.Experiments;
using Search.Objectives;
using Search.Silo.Training;

namespace Search.Silo.Tests.Training;

/// <summary>Trainings of which the very first fails at once, so that a population has a place for a fork whatever the others' values are.</summary>
/// <param name="source">The trainings.</param>
/// <param name="waits">True when the others wait after two epochs until a fork is set up: its parent is then under way for certain.</param>
internal sealed class VacantPlaceSource(IObjectiveSource source, bool waits) : IObjectiveSource, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ManualResetEventSlim forked = new(!waits);

    public IObjective For(ExperimentCreated created, string device) => new Objective(source.For(created, device), forked);

    public string? CheckpointFolder(ExperimentCreated created, int trial) => source.CheckpointFolder(created, trial);

    public ITrialRecord? Record(ExperimentCreated created, TrialPlan plan, int trial) => source.Record(created, plan, trial);

    public void Dispose() => forked.Dispose();

    private sealed class Objective(IObjective trainings, ManualResetEventSlim forked) : IObjective
    {
        public IEnumerable<RunEvent> Evaluate(TrialRequest request, IRunControl control)
        {
            foreach (var step in trainings.Evaluate(request, control))
            {
                if (step is EpochFinished { Epoch: 2 } && request.Origins.Count == 0 && !forked.Wait(Deadline))
                    throw new TimeoutException($"No fork was set up within {Deadline}.");
                yield return step;
                if (request.Trial == 0)
                {
                    yield return new RunFailed(FailureKind.Diverged, "the test makes room");
                    yield break;
                }
                if (step is RunStarted && request.Origins.Count > 0)
                    forked.Set();
            }
        }
    }
}
