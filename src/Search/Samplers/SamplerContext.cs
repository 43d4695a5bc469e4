using Search.Spaces;

namespace Search.Samplers;

/// <summary>What a sampler is made for.</summary>
public sealed record SamplerContext
{
    /// <summary>The space to propose from.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>The trials so far; the sampler reads it at every proposal.</summary>
    public TrialHistory History { get; init; } = new();

    /// <summary>How many of the settled trials, the first ones, are of a narrower space that <see cref="Space"/> has taken the place of; 0 where it never changed.</summary>
    public int FromNarrower { get; init; }

    /// <summary>Seeds what belongs to the whole search, such as the scrambling of a sequence.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Epochs of a trial that is never stopped.</summary>
    public int MaxEpochs { get; init; } = 1;

    /// <summary>About how many trials there will be; null when that is not known.</summary>
    public int? Trials { get; init; }

    /// <summary>True when trials are compared and left before their last epoch.</summary>
    public bool IsMultiFidelity { get; init; }

    /// <summary>True when seconds are what the search has to spend, so that a cheaper trial is worth more than a dear one of equal promise.</summary>
    public bool CountsSeconds { get; init; }
}
