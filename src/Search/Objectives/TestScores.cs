namespace Search.Objectives;

/// <summary>One run's result on the test split, image by image, so that runs can be compared in pairs.</summary>
public sealed record TestScores
{
    /// <summary>Number of test images.</summary>
    public required int Images { get; init; }

    /// <summary>One bit per image in the split's order, least significant first: classified correctly.</summary>
    public required byte[] Correct { get; init; }

    /// <summary>Cross-entropy of each image in nats, in the split's order; null when only accuracy is asked for.</summary>
    public float[]? Losses { get; init; }

    /// <summary>Mean cross-entropy in nats.</summary>
    public double Loss { get; init; } = double.NaN;

    /// <summary>Fraction classified correctly.</summary>
    public double Accuracy { get; init; } = double.NaN;
}
