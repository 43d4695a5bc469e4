using Search.Stages;

namespace Search.Experiments;

/// <summary>One stage as its events have left it.</summary>
public sealed class StageState
{
    private readonly List<Trial> trials = [];

    internal StageState(int index, string name, DateTimeOffset? startedAt) => (Index, Name, StartedAt) = (index, name, startedAt);

    /// <summary>Position in the experiment, from 0.</summary>
    public int Index { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>When it began; null where time is not known.</summary>
    public DateTimeOffset? StartedAt { get; }

    /// <summary>Its trials, oldest first.</summary>
    public IReadOnlyList<Trial> Trials => trials;

    /// <summary>Trials that are neither over nor paused at a rung.</summary>
    public int Busy { get; internal set; }

    /// <summary>Trials that count against the budget.</summary>
    public int Counted { get; internal set; }

    /// <summary>Epochs finished in this stage.</summary>
    public long Epochs { get; internal set; }

    /// <summary>Training images seen in this stage, over all epochs.</summary>
    public long Images { get; internal set; }

    /// <summary>Slot seconds spent in this stage.</summary>
    public double Seconds { get; internal set; }

    /// <summary>What it left; null while it runs.</summary>
    public HandOn? HandOn { get; internal set; }

    internal void Add(Trial trial) => trials.Add(trial);
}
