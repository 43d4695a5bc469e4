using System.Diagnostics;

namespace Search.Bench.Pipeline;

/// <summary>Wall and CPU time of the whole process since it was made.</summary>
internal sealed class Stopwatches
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;

    public TimeSpan Wall => Stopwatch.GetElapsedTime(started);

    public TimeSpan Processor => Process.GetCurrentProcess().TotalProcessorTime - processor;
}
