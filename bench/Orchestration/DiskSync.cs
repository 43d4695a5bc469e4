using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Search.Bench.Orchestration;

/// <summary>How often per second the disk itself makes a small append durable.</summary>
internal static partial class DiskSync
{
    public static double RatePerSecond(string folder, TimeSpan duration)
    {
        var path = Path.Combine(folder, "sync.bin");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < duration)
        {
            file.Write(page);
            if (Sync((int)file.SafeFileHandle.DangerousGetHandle()) != 0)
                throw new IOException($"fdatasync failed with error {Marshal.GetLastPInvokeError()}.");
            count++;
        }
        return count / watch.Elapsed.TotalSeconds;
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int Sync(int file);
}
