namespace Search.Client.Previews;

/// <summary>The document of <c>preview --json</c>: what a search will do and cost, as far as that can be told beforehand.</summary>
internal sealed record Preview
{
    /// <summary>The experiment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Training images of the full set.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Training images of the sample.</summary>
    public required int SampleTrainImages { get; init; }

    /// <summary>Validation images.</summary>
    public required int ValidImages { get; init; }

    /// <summary>Labelled test images; 0 for none.</summary>
    public required int TestImages { get; init; }

    /// <summary>Slots reckoned with.</summary>
    public required int Slots { get; init; }

    /// <summary>Training images that one slot sees in a second; null when not known.</summary>
    public required double? ImagesPerSecond { get; init; }

    /// <summary>The stages, in order; empty when only the time limits the search and the speed is not known.</summary>
    public required IReadOnlyList<PreviewStage> Stages { get; init; }

    /// <summary>Wall seconds; null when the speed is not known.</summary>
    public required double? Seconds { get; init; }

    /// <summary>Bytes of the decoded images.</summary>
    public required long CacheBytes { get; init; }

    /// <summary>Bytes of checkpoints at most; null while no earlier experiment tells their size.</summary>
    public required long? CheckpointBytes { get; init; }

    /// <summary>Free bytes where the home folder lies.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>The smallest gain of re-tuning that can be shown, as a fraction; null where nothing is measured at the end.</summary>
    public required double? SmallestGain { get; init; }

    /// <summary>Images that gain is measured on.</summary>
    public required int GainImages { get; init; }

    /// <summary>What deserves attention, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
