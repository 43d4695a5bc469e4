namespace Search.Experiments;

/// <summary>Where the images are and how they are split.</summary>
public sealed record DataSpec
{
    /// <summary>The folder that holds <c>train/&lt;class&gt;</c>, and perhaps <c>valid</c> and <c>test</c>. Absolute once read.</summary>
    public required string Path { get; init; }

    /// <summary>Height and width in pixels to which images are brought.</summary>
    public int ImageSize { get; init; } = 32;

    /// <summary>Largest number of training images, class-balanced, seeded and nested; null for all. This is then the full set.</summary>
    public int? LimitTrain { get; init; }

    /// <summary>A CSV file <c>image,group</c>; a group is never on two sides of a split. Null for none. Absolute once read.</summary>
    public string? Groups { get; init; }

    /// <summary>Training images of the sample stages.</summary>
    public int SampleTrain { get; init; } = 1500;

    /// <summary>Validation images of the sample stages.</summary>
    public int SampleValid { get; init; } = 1000;

    /// <summary>Fraction of the training images set aside as validation where there is no <c>valid</c> folder and none lie outside the limit.</summary>
    public double ValidFraction { get; init; } = 0.15;

    /// <summary>Fraction set aside as test split where no labelled test folder exists; null for none.</summary>
    public double? TestFraction { get; init; }

    /// <summary>Largest fraction of unreadable images that is tolerated.</summary>
    public double MaxUnreadable { get; init; } = 0.01;
}
