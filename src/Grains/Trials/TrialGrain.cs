using Search.Grains.Interfaces;
using Search.Grains.Placement;

namespace Search.Grains.Trials;

/// <summary>The handle of one attempt on the silo where it runs.</summary>
[GrainType("search-trial"), PinnedPlacement]
internal sealed class TrialGrain(ITrainingHost host) : Grain, ITrialGrain
{
    public Task<CommandReply> StartAsync(TrialAssignment assignment, CancellationToken cancellationToken) =>
        Task.FromResult(new CommandReply(host.Start(assignment)));

    public Task StopAsync(bool abandon, CancellationToken cancellationToken)
    {
        var key = TrialKey.Parse(this.GetPrimaryKeyString());
        host.Stop(key.Experiment, key.Trial, key.Attempt, abandon);
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
