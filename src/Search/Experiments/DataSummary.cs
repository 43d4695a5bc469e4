namespace Search.Experiments;

/// <summary>What the data turned out to hold; written into the journal at launch, compared at every resume.</summary>
public sealed record DataSummary
{
    /// <summary>Images of the full training set (the limit, when set).</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images of the sample's training set; at most <see cref="TrainImages"/>.</summary>
    public required int SampleTrainImages { get; init; }

    /// <summary>Images of the whole validation split.</summary>
    public required int ValidImages { get; init; }

    /// <summary>Validation images the sample stages use; nested in the whole.</summary>
    public required int SampleValidImages { get; init; }

    /// <summary>Labelled test images; 0 for none.</summary>
    public required int TestImages { get; init; }

    /// <summary>Class names in the order of the labels.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Hash of all decoded pixels and labels, hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Hash of who is in which split and in what order, hexadecimal.</summary>
    public required string SplitHash { get; init; }

    /// <summary>Group of each test image in the split's order, as indices; null without groups.</summary>
    public IReadOnlyList<int>? TestGroups { get; init; }

    /// <summary>Remarks for the experiment's owner, such as identical images on both sides of a split.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
