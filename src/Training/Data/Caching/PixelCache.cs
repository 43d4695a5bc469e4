using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Search.Training.Data.Decoding;
using Search.Training.Data.Folders;

namespace Search.Training.Data.Caching;

/// <summary>The decoded images of one data folder at one size, kept under a cache folder that processes share.</summary>
/// <remarks>
/// One sub-folder per state of the data, named by the hash of its manifest, built beside and renamed when complete: what has the name is whole.
/// When the data changes, the pixels of earlier states go; their tables stay for a while, to say what changed.
/// </remarks>
internal sealed class PixelCache
{
    private const string PixelName = "pixels.u8";
    private const string IndexName = "index.bin";
    private const string Unfinished = "building-";
    private const int TablesKept = 5;

    private readonly int imageSize;

    public PixelCache(string cacheRoot, string dataRoot, int imageSize)
    {
        this.imageSize = imageSize;
        var name = new string([.. Path.GetFileName(dataRoot.TrimEnd('/', '\\')).Take(32).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_')]);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(dataRoot));
        Folder = Path.Combine(Path.GetFullPath(cacheRoot), $"{name}-{imageSize}px-{Convert.ToHexStringLower(hash.AsSpan(0, 4))}");
    }

    /// <summary>Where everything about this data folder and size lies.</summary>
    public string Folder { get; }

    /// <summary>The cache of the scanned state, built if there is none. Waits while another process builds it.</summary>
    /// <exception cref="DataCacheException">The folder cannot be written, or the disk is full.</exception>
    public CacheEntry Open(FolderScan scan, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Folder, StateName(scan));
        try
        {
            if (TryRead(folder, scan) is { } current)
                return current;
            Directory.CreateDirectory(Folder);
            using var held = FileLock.Take(Path.Combine(Folder, "lock"), cancellationToken);
            return TryRead(folder, scan) ?? Build(folder, scan, progress, cancellationToken);
        }
        catch (Exception e) when (e is IOException and not DataCacheException or UnauthorizedAccessException)
        {
            throw new DataCacheException($"The cache of decoded images in {Folder} cannot be written: {e.Message.TrimEnd('.')}. Free space there or choose another home folder.", e);
        }
    }

    /// <summary>The table of an earlier or the current state by its content; null when it is no longer known.</summary>
    public CacheIndex? Find(string contentHash) =>
        Directory.Exists(Folder)
            ? Directory.EnumerateDirectories(Folder).Select(folder => CacheIndex.Read(Path.Combine(folder, IndexName)))
                .FirstOrDefault(index => index?.ContentHash == contentHash)
            : null;

    private CacheEntry? TryRead(string folder, FolderScan scan)
    {
        var pixels = new FileInfo(Path.Combine(folder, PixelName));
        if (!pixels.Exists || CacheIndex.Read(Path.Combine(folder, IndexName)) is not { } index)
            return null;
        if (index.ImageSize != imageSize || pixels.Length != (long)index.Readable * 3 * imageSize * imageSize)
            return null;
        if (!index.Manifest.AsSpan().SequenceEqual(scan.Manifest))
            return null;
        return index.Failures.Any(failure => failure.Value.MayRecover && CanBeRead(Path.Combine(scan.Root, scan.Images[failure.Key].File.Name)))
            ? null
            : new(pixels.FullName, index);
    }

    private CacheEntry Build(string folder, FolderScan scan, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        // We hold the lock: whoever began these is dead.
        foreach (var abandoned in Directory.EnumerateDirectories(Folder, Unfinished + "*"))
            Directory.Delete(abandoned, recursive: true);
        RequireSpace(3L * imageSize * imageSize * scan.Images.Count + 128L * scan.Images.Count);
        var building = Path.Combine(Folder, Unfinished + Path.GetRandomFileName());
        Directory.CreateDirectory(building);
        try
        {
            var index = new CacheBuilder(scan, imageSize, progress, cancellationToken).Build(Path.Combine(building, PixelName));
            index.Write(Path.Combine(building, IndexName));
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(building, folder);
            Retire(folder);
            return new(Path.Combine(folder, PixelName), index);
        }
        finally
        {
            if (Directory.Exists(building))
                Directory.Delete(building, recursive: true);
        }
    }

    private void RequireSpace(long bytes)
    {
        var free = new DriveInfo(Folder).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new DataCacheException(
                $"The cache of decoded images in {Folder} needs {Wording.Bytes(bytes)}, but only {Wording.Bytes(free)} are free: free space there or choose another home folder.", null);
        }
    }

    private void Retire(string current)
    {
        var older = new DirectoryInfo(Folder).EnumerateDirectories().Where(folder => folder.FullName != current).OrderByDescending(folder => folder.LastWriteTimeUtc);
        foreach (var (rank, folder) in older.Index())
        {
            try
            {
                if (rank >= TablesKept)
                    folder.Delete(recursive: true);
                else
                    File.Delete(Path.Combine(folder.FullName, PixelName));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Windows keeps what another process has mapped; the next build tries again.
            }
        }
    }

    private static bool CanBeRead(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string StateName(FolderScan scan)
    {
        var key = new byte[8 + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(key, ImageDecoder.Version);
        BinaryPrimitives.WriteInt32LittleEndian(key.AsSpan(4), imageSize);
        SHA256.HashData(scan.Manifest, key.AsSpan(8));
        return Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
    }
}
