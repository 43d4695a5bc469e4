namespace Search.Stages;

/// <summary>The measured gain of the re-tuned configuration over the one carried unchanged from the sample.</summary>
public sealed record GainReport
{
    /// <summary>Mean paired difference of the test values, positive when re-tuning helped.</summary>
    public required double Value { get; init; }

    /// <summary>95 % interval: lower and upper end, by a two-level bootstrap over seeds, then images (or groups).</summary>
    public required IReadOnlyList<double> Ci95 { get; init; }

    /// <summary>What it is compared with: "carried" or "noDropout".</summary>
    public required string Control { get; init; }

    /// <summary>What it was measured on: "test", or "validation" where there is no labelled test split.</summary>
    public required string Split { get; init; }

    /// <summary>Number of fresh seeds per arm.</summary>
    public required int Seeds { get; init; }

    /// <summary>How often the test split has been read in this experiment, this time included.</summary>
    public int TestReads { get; init; } = 1;
}
