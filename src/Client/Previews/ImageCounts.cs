using Search.Experiments;

namespace Search.Client.Previews;

/// <summary>How many images a data folder holds, from its listings alone: no image is opened, so unreadable ones still count.</summary>
/// <param name="Classes">Names of the class folders.</param>
/// <param name="Train">Images under <c>train</c>.</param>
/// <param name="Valid">Images under <c>valid</c>; 0 without that folder.</param>
/// <param name="Test">Labelled images under <c>test</c>.</param>
internal sealed record ImageCounts(IReadOnlyList<string> Classes, int Train, int Valid, int Test)
{
    private const int EnoughValidation = 2000;
    private const double MostValidation = 0.2;

    private static readonly HashSet<string> Extensions = new([".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".webp", ".gif"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts the images in <paramref name="root"/>.</summary>
    /// <exception cref="CommandException">The folder holds no classes to tell apart.</exception>
    public static ImageCounts Of(string root)
    {
        if (File.Exists(root))
            throw CommandException.Usage($"data.path is {root}, which is a file, but must be a folder that holds train/<class>/*.");
        if (!Directory.Exists(root))
            throw CommandException.Usage($"data.path is {root}, but there is no such folder.");
        try
        {
            var train = PerClass(Path.Combine(root, "train"));
            if (train.Count == 0)
                throw CommandException.Usage($"{root} has no class folders in train: put each class's images into train/<class>/.");
            if (train.Where(pair => pair.Value == 0).Select(pair => pair.Key).ToArray() is { Length: > 0 } empty)
                throw CommandException.Usage($"No images in train/{string.Join(", train/", empty)}: every class needs images; fill or remove what is empty.");
            if (train.Count == 1)
                throw CommandException.Usage($"{root} has only one class, {train.Keys.Single()}: at least two are needed, one folder each.");
            return new([.. train.Keys], train.Values.Sum(), PerClass(Path.Combine(root, "valid")).Values.Sum(), PerClass(Path.Combine(root, "test")).Values.Sum());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"{root} cannot be read: {failure.Message}");
        }
    }

    /// <summary>The splits that these images give, within a few images: groups and unreadable files shift them a little.</summary>
    public DataSummary Split(DataSpec spec)
    {
        var left = Train;
        var test = Test;
        if (test == 0 && spec.TestFraction is { } fraction)
            left -= test = (int)Math.Round(fraction * Train);
        var valid = Valid;
        if (valid == 0)
            left -= valid = Validation(spec, left);
        var train = Math.Min(left, spec.LimitTrain ?? int.MaxValue);
        return new DataSummary
        {
            TrainImages = train,
            SampleTrainImages = Math.Min(train, spec.SampleTrain),
            ValidImages = valid,
            SampleValidImages = Math.Min(valid, spec.SampleValid),
            TestImages = test,
            Classes = Classes,
            ContentHash = "",
            SplitHash = "",
        };
    }

    private static int Validation(DataSpec spec, int available)
    {
        int Of(int images) => Math.Max(1, (int)Math.Min(Math.Max(Math.Round(spec.ValidFraction * images), EnoughValidation), available * MostValidation));
        return spec.LimitTrain is { } limit && limit + (long)Of(limit) <= available ? Of(limit) : Of(available);
    }

    private static SortedDictionary<string, int> PerClass(string side)
    {
        var classes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        if (Directory.Exists(side))
            foreach (var folder in Directory.EnumerateDirectories(side).Where(folder => !Path.GetFileName(folder).StartsWith('.')))
                classes[Path.GetFileName(folder)] = Directory.EnumerateFiles(folder).Count(file => Extensions.Contains(Path.GetExtension(file)));
        return classes;
    }
}
