using Search.Grains.Interfaces;

namespace Search.Grains.Trials;

/// <summary>The slots of this silo: the authority over who uses them. One per silo; safe from any thread.</summary>
public interface ITrainingHost
{
    /// <summary>Queues an attempt on its slot: at once, or behind an attempt of the same grant that is just ending.</summary>
    /// <returns>Why not, as a sentence, or null.</returns>
    string? Start(TrialAssignment assignment);

    /// <summary>Signals an attempt to suspend, or to end at once; nothing happens when it is not running here.</summary>
    void Stop(string experiment, int trial, int attempt, bool abandon);
}
