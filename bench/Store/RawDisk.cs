using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Search.Store.Bench;

/// <summary>What the disk can do by itself.</summary>
internal static partial class RawDisk
{
    /// <summary>How often per second a 4 KiB page is written over and confirmed, as a log of that is used again is.</summary>
    public static double SyncsPerSecond(string folder)
    {
        using var file = File.OpenHandle(Path.Combine(folder, "raw"), FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var page = new byte[4096];
        for (var i = 0; i < 256; i++)
            RandomAccess.Write(file, page, i * 4096L);
        Sync(file);
        var (clock, syncs) = (Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < TimeSpan.FromSeconds(0.4); syncs++)
        {
            page[0]++;
            RandomAccess.Write(file, page, syncs % 256 * 4096L);
            Sync(file);
        }
        return syncs / clock.Elapsed.TotalSeconds;
    }

    private static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
            _ = FileDataSync(file);
        else
            RandomAccess.FlushToDisk(file);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int FileDataSync(SafeFileHandle file);
}
