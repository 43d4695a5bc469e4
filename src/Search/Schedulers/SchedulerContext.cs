using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>What a scheduler is made for.</summary>
public sealed record SchedulerContext
{
    /// <summary>Epochs of a trial that is never stopped.</summary>
    public required int MaxEpochs { get; init; }

    /// <summary>The stage's space, for schedulers that change hyperparameters.</summary>
    public SearchSpace Space { get; init; } = new() { Parameters = [] };

    /// <summary>Seeds its random choices.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What is optimised; its sign is needed where a setting is a value of it.</summary>
    public ObjectiveSpec Objective { get; init; } = ObjectiveSpec.ValidAccuracy;

    /// <summary>Number of objectives; the first one ranks where only one can.</summary>
    public int Objectives { get; init; } = 1;
}
