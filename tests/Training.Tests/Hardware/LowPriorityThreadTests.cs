using System.Globalization;
using Search.Training.Hardware;
using Xunit;

namespace Search.Training.Tests.Hardware;

public class LowPriorityThreadTests
{
    [Fact]
    public void Its_thread_and_those_that_it_makes_yield_to_all_others()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells a thread's nice value.");
        var (before, own, child) = (Nice("/proc/self/stat"), 0, 0);

        LowPriorityThread.Start("low", () =>
        {
            own = Nice("/proc/thread-self/stat");
            var made = new Thread(() => child = Nice("/proc/thread-self/stat"));
            made.Start();
            made.Join();
        }).Join();

        Assert.Equal(Math.Min(before + 5, 19), own);
        Assert.Equal(own, child);
        Assert.Equal(before, Nice("/proc/self/stat"));
        Assert.Equal(before, Nice("/proc/thread-self/stat"));
    }

    /// <summary>Field 19; field 2 is the name in brackets, which may hold anything.</summary>
    private static int Nice(string file) =>
        File.ReadAllText(file) is var stat ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture) : 0;
}
