using Search.Grains.Experiments;

namespace Search.Silo.Hosting;

/// <summary>For silos whose objectives keep no checkpoints.</summary>
internal sealed class NoCleanup : ITrialCleanup
{
    public void DropCheckpoints(string experiment, int trial, int attempt)
    {
    }
}
