namespace Search.Client.Experiments;

/// <summary>Sizes and removal of what lies on disk.</summary>
internal static class Disk
{
    /// <summary>Bytes of a file, or of all files under a folder; 0 when there is neither. Links are not followed.</summary>
    public static long Size(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true }).Sum(file => file.Length)
        : File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>Free bytes for this user where a folder lies or would lie.</summary>
    public static long Free(string folder) => new DriveInfo(Existing(folder)).AvailableFreeSpace;

    /// <summary>The folder, or the nearest one above it that exists.</summary>
    public static string Existing(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above)
            existing = above;
        return existing;
    }

    /// <summary>Removes a file or a whole folder.</summary>
    /// <returns>The bytes it had.</returns>
    /// <exception cref="CommandException">It cannot be removed.</exception>
    public static long Remove(string path)
    {
        var size = Size(path);
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Failed($"{path} cannot be removed: {failure.Message}");
        }
        return size;
    }
}
