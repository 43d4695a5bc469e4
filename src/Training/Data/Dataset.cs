using Search.Experiments;
using Search.Training.Data.Caching;
using Search.Training.Data.Folders;
using Search.Training.Data.Splitting;
using TorchSharp;

namespace Search.Training.Data;

/// <summary>The images of a data folder: scanned, decoded once into a shared cache, and split.</summary>
/// <remarks>
/// Immutable and safe to read from several threads. Torch is loaded when <see cref="Pixels"/> is first read, not before.
/// Dispose it when nothing reads the pixels any more.
/// </remarks>
public sealed class Dataset : IImageData, IDisposable
{
    private readonly Lazy<torch.Tensor> pixels;
    private readonly string pixelFile;
    private readonly int imageSize;

    private Dataset(DataSpec spec, ulong seed, FolderScan scan, ImageGroups? allGroups, CacheEntry entry)
    {
        var index = entry.Index;
        var all = scan.Images.Count;
        imageSize = spec.ImageSize;
        pixelFile = entry.PixelFile;
        pixels = new(Map);
        Classes = scan.Classes;
        ContentHash = index.ContentHash;
        IgnoredFiles = scan.Ignored;
        Unreadable = [.. index.Failures.OrderBy(failure => failure.Key).Select(failure => new UnreadableImage(scan.Images[failure.Key].File.Name, failure.Value.Reason))];
        RefuseUnreadable(spec, all);

        var names = new string[index.Readable];
        var labels = new int[names.Length];
        var sides = new Side[names.Length];
        var hashes = new UInt128[names.Length];
        var groups = allGroups is null ? null : new int[names.Length];
        for (var (place, row) = (0, 0); place < all; place++)
        {
            if (index.Failures.ContainsKey(place))
                continue;
            (names[row], labels[row], sides[row], hashes[row]) = (scan.Images[place].File.Name, scan.Images[place].Label, scan.Images[place].Side, index.PixelHashes[place]);
            if (groups is not null)
                groups[row] = allGroups!.OfImage[place];
            row++;
        }
        Names = names;
        Labels = labels;
        Unlabelled = [.. Enumerable.Range(0, sides.Length).Where(row => sides[row] == Side.Unlabelled)];

        var splits = new SplitPlanner(spec, seed, Classes, sides, labels, groups is null ? null : new(allGroups!.Names, groups)).Plan();
        (Train, Valid, Test) = (splits.Train, splits.Valid, splits.Test);
        Summary = new()
        {
            TrainImages = Train.Count,
            SampleTrainImages = Math.Min(spec.SampleTrain, Train.Count),
            ValidImages = Valid.Count,
            SampleValidImages = Math.Min(spec.SampleValid, Valid.Count),
            TestImages = Test.Count,
            Classes = Classes,
            ContentHash = ContentHash,
            SplitHash = SplitHash.Of(splits, names),
            TestGroups = groups is null ? null : [.. Test.Select(image => groups[image])],
            Warnings = [.. scan.Warnings, .. UnreadableWarning(all), .. splits.Warnings, .. SampleWarnings(spec), .. Leaks.Between(splits, hashes, names)],
        };
    }

    /// <inheritdoc/>
    public torch.Tensor Pixels => pixels.Value;

    /// <inheritdoc/>
    public IReadOnlyList<int> Labels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Train { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Valid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Test { get; }

    /// <summary>Indices of the images directly in <c>test/</c>, to be predicted; their label is −1.</summary>
    public IReadOnlyList<int> Unlabelled { get; }

    /// <summary>Hash of all labelled pixels with their labels and class names, hexadecimal. Images to be predicted do not enter it.</summary>
    public string ContentHash { get; }

    /// <summary>Counts, hashes and remarks, for the journal and the owner.</summary>
    public DataSummary Summary { get; }

    /// <summary>Every image that was left out, with the reason.</summary>
    public IReadOnlyList<UnreadableImage> Unreadable { get; }

    /// <summary>Files that are no images by their names; hidden files are not counted.</summary>
    public int IgnoredFiles { get; }

    /// <summary>Scans, decodes what no cache holds yet, and splits.</summary>
    /// <param name="spec">Where the images are and how they are split.</param>
    /// <param name="seed">The experiment's seed: decides every random choice of the splits.</param>
    /// <param name="cacheRoot">The folder for decoded images; created when needed, may be shared by processes.</param>
    /// <param name="progress">Told while images are decoded, from several threads; null for no one.</param>
    /// <param name="cancellationToken">Ends the work; a build under way is undone.</param>
    /// <exception cref="BadDataException">The images or settings cannot be used; the message says why.</exception>
    /// <exception cref="DataCacheException">The cache cannot be written: a full or unwritable disk.</exception>
    public static Dataset Open(DataSpec spec, ulong seed, string cacheRoot, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        Check(spec);
        var scan = FolderScan.Of(spec.Path, cancellationToken);
        // Whatever can be found wrong without opening images is found before minutes of decoding.
        DataRules.RequireEveryClass(spec, scan.Classes.Count);
        var groups = Groups(spec, scan);
        return new(spec, seed, scan, groups, new PixelCache(cacheRoot, scan.Root, spec.ImageSize).Open(scan, progress, cancellationToken));
    }

    /// <summary>The dataset of a scan and its cache.</summary>
    internal static Dataset From(DataSpec spec, ulong seed, FolderScan scan, CacheEntry entry) => new(spec, seed, scan, Groups(spec, scan), entry);

    /// <summary>What changed in the data folder since its content had the hash <paramref name="contentHash"/>. Decodes only files whose size or time differs.</summary>
    /// <returns>The difference; null when that state is no longer known, so that only opening and comparing hashes can tell.</returns>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static DataDifference? Compare(DataSpec spec, string contentHash, string cacheRoot, CancellationToken cancellationToken)
    {
        Check(spec);
        var scan = FolderScan.Of(spec.Path, cancellationToken);
        return new PixelCache(cacheRoot, scan.Root, spec.ImageSize).Find(contentHash) is { } index
            ? Differences.Between(index, scan, cancellationToken)
            : null;
    }

    /// <summary>Unmaps the pixels. Tensors that share their memory must not be used afterwards.</summary>
    public void Dispose()
    {
        if (pixels.IsValueCreated)
            pixels.Value.Dispose();
    }

    private static ImageGroups? Groups(DataSpec spec, FolderScan scan) =>
        spec.Groups is null ? null : GroupFile.Read(spec.Groups, [.. scan.Images.Select(image => image.File.Name)], [.. scan.Images.Select(image => image.Label)]);

    private static void Check(DataSpec spec)
    {
        string[] errors = [.. DataRules.Errors(spec)];
        if (errors.Length > 0)
            throw new BadDataException(string.Join(" ", errors));
    }

    private torch.Tensor Map()
    {
        if (!File.Exists(pixelFile))
            throw new DataCacheException($"The cache file {pixelFile} is gone, removed or replaced since it was opened: start again and it is built anew.", null);
        using var rows = torch.from_file(pixelFile, shared: false, size: (long)Names.Count * 3 * imageSize * imageSize, dtype: torch.ScalarType.Byte);
        // The first reader may be inside a trial's dispose scope, which must not end the mapping for all others.
        return rows.view(Names.Count, 3, imageSize, imageSize).DetachFromDisposeScope();
    }

    private void RefuseUnreadable(DataSpec spec, int all)
    {
        if (Unreadable.Count > spec.MaxUnreadable * all || Unreadable.Count == all)
        {
            throw new BadDataException(
                $"{Wording.Number(Unreadable.Count)} of {Wording.Count(all, "image")} cannot be used, more than data.maxUnreadable = {spec.MaxUnreadable} tolerates: "
                + $"{Wording.Few([.. Unreadable.Select(image => $"{image.Name} {image.Reason}")])}. Replace or remove them, or raise data.maxUnreadable.");
        }
    }

    private IEnumerable<string> UnreadableWarning(int all)
    {
        if (Unreadable.Count > 0)
            yield return $"{Wording.Number(Unreadable.Count)} of {Wording.Count(all, "image")} cannot be used and {(Unreadable.Count == 1 ? "is" : "are")} left out: {Wording.Few([.. Unreadable.Select(image => $"{image.Name} {image.Reason}")])}.";
    }

    private IEnumerable<string> SampleWarnings(DataSpec spec)
    {
        if (spec.SampleTrain > Train.Count)
            yield return $"data.sample.train is {Wording.Number(spec.SampleTrain)}, but there are only {Wording.Count(Train.Count, "training image")}: the sample is the full set.";
        if (spec.SampleValid > Valid.Count)
            yield return $"data.sample.valid is {Wording.Number(spec.SampleValid)}, but there are only {Wording.Count(Valid.Count, "validation image")}: all of them are used.";
    }
}
