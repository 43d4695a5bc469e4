using System.Runtime.InteropServices;

namespace Search.Training.Checkpoints;

/// <summary>Makes a new file's name survive a power cut, not only its content.</summary>
internal static partial class Durable
{
    private const int ReadOnly = 0;

    /// <summary>Forces a folder's entries to the disk; does nothing where the system has no such call.</summary>
    public static void Folder(string path)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
            return;
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
            return;
        // Some network file systems refuse to sync a folder; the file itself is already on the disk then.
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
