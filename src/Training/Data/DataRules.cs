using Search.Experiments;

namespace Search.Training.Data;

/// <summary>What the settings of the data must fulfil before any image is looked at.</summary>
internal static class DataRules
{
    private const int SmallestImage = 8;
    private const int LargestImage = 1024;

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public static IEnumerable<string> Errors(DataSpec spec)
    {
        if (spec.ImageSize is < SmallestImage or > LargestImage)
            yield return $"data.imageSize is {spec.ImageSize}, but must be from {SmallestImage} to {LargestImage} pixels.";
        if (spec.LimitTrain is < 1)
            yield return $"data.limit.train is {spec.LimitTrain}, but must be at least 1: leave it out to use all images.";
        if (spec.SampleTrain < 1)
            yield return $"data.sample.train is {spec.SampleTrain}, but must be at least 1 (1500 is usual).";
        if (spec.SampleValid < 1)
            yield return $"data.sample.valid is {spec.SampleValid}, but must be at least 1 (1000 is usual).";
        if (!(spec.ValidFraction is > 0 and <= 0.5))
            yield return $"data.valid.fraction is {spec.ValidFraction}, but must lie between 0 and 0.5 (0.15 is usual).";
        if (spec.TestFraction is { } fraction && !(fraction is > 0 and <= 0.5))
            yield return $"data.test.fraction is {fraction}, but must lie between 0 and 0.5 (0.15 is usual).";
        if (!(spec.MaxUnreadable is >= 0 and <= 1))
            yield return $"data.maxUnreadable is {spec.MaxUnreadable}, but must lie between 0 and 1 (0.01 tolerates one image in a hundred).";
    }

    /// <summary>Throws when a number of images asked for is smaller than the number of classes: some class would be without any.</summary>
    public static void RequireEveryClass(DataSpec spec, int classes)
    {
        foreach (var (name, count) in new[] { ("limit.train", spec.LimitTrain ?? int.MaxValue), ("sample.train", spec.SampleTrain) })
        {
            if (count < classes)
                throw new BadDataException($"data.{name} is {count}, but there are {classes} classes and each needs an image: raise it to {classes} or more.");
        }
    }
}
