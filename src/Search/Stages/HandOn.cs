using Search.Spaces;

namespace Search.Stages;

/// <summary>What a finished stage leaves to the following ones and to the report.</summary>
public sealed record HandOn
{
    /// <summary>The search space from here on; null when it did not change.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>Augmentation from here on, as <c>augmentation.*</c> values; null when it did not change.</summary>
    public Configuration? Augmentation { get; init; }

    /// <summary>The stage's best trials, best first.</summary>
    public IReadOnlyList<int> Selected { get; init; } = [];

    /// <summary>What was found, as sentences for the experiment's owner.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What re-tuning gained; only from the last stage, where it was measured.</summary>
    public GainReport? Gain { get; init; }
}
