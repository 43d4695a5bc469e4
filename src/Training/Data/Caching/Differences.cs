using Search.Training.Data.Decoding;
using Search.Training.Data.Folders;

namespace Search.Training.Data.Caching;

/// <summary>Compares a folder as it is now with the table of an earlier state.</summary>
internal static class Differences
{
    public static DataDifference Between(CacheIndex index, FolderScan scan, CancellationToken cancellationToken)
    {
        Dictionary<string, (ImageFile File, int Place)> earlier = [];
        foreach (var (place, file) in Manifest.Files(index.Manifest).Index())
        {
            if (!IsUnlabelled(file.Name))
                earlier.Add(file.Name, (file, place));
        }
        List<string> added = [];
        List<string> changed = [];
        using var decoder = new ImageDecoder(index.ImageSize);
        var row = new byte[3 * index.ImageSize * index.ImageSize];
        foreach (var (file, side, _) in scan.Images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (side == Side.Unlabelled)
                continue;
            if (!earlier.Remove(file.Name, out var before))
                added.Add(file.Name);
            else if (before.File != file && Pixels(file) != (index.Failures.ContainsKey(before.Place) ? null : index.PixelHashes[before.Place]))
                changed.Add(file.Name);
        }
        return new(added, [.. earlier.Keys], changed);

        UInt128? Pixels(ImageFile file) =>
            file.Length > 0 && decoder.Decode(Path.Combine(scan.Root, file.Name), row) is null ? CacheBuilder.PixelHash(row) : null;
    }

    // A table holds no sides: directly in test/ means one '/' only.
    private static bool IsUnlabelled(string name) => name.StartsWith("test/", StringComparison.Ordinal) && name.IndexOf('/') == name.LastIndexOf('/');
}
