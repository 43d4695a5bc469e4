using System.Runtime.InteropServices;

namespace Search.Training.Hardware;

/// <summary>Threads for long computations: heartbeats and grain turns must not wait behind them on a full machine.</summary>
public static partial class LowPriorityThread
{
    // About a third of the processor time of an ordinary thread beside it: training goes on, but yields.
    private const int Nicer = 5;
    private const int Process = 0;
    private const int Caller = 0;

    /// <summary>Starts a background thread below the normal priority; threads that it makes are born with the same one.</summary>
    /// <param name="name">The thread's name in dumps and logs.</param>
    /// <param name="work">What it does.</param>
    public static Thread Start(string name, Action work)
    {
        var thread = new Thread(() =>
        {
            Lower();
            work();
        })
        {
            IsBackground = true,
            Name = name,
            Priority = ThreadPriority.BelowNormal, // of no effect on Linux
        };
        thread.Start();
        return thread;
    }

    private static void Lower()
    {
        // Elsewhere the same call would lower the whole process.
        if (!OperatingSystem.IsLinux())
            return;
        // Relative, since only a superuser may go below what the process was started with. Refused: training goes on at the old priority.
        _ = SetPriority(Process, Caller, GetPriority(Process, Caller) + Nicer);
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint who);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int value);
}
