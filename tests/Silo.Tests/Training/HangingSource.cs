using System.Globalization;
using Search.Experiments;
using Search.Objectives;
using Search.Silo.Training;
using Search.Simulation;

namespace Search.Silo.Tests.Training;

/// <summary>Curves, except that the very first attempt hangs until it is let go, whatever it is told.</summary>
internal sealed class HangingSource(bool hangs = true) : IObjectiveSource, IObjective, IDisposable
{
    private readonly SyntheticObjective curves = new(TestExperiments.Curves);
    private readonly ManualResetEventSlim letGo = new();
    private int attempts;

    /// <summary>Completes when the first attempt hangs.</summary>
    public TaskCompletionSource Hangs { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the attempt that hung has been ended by its slot.</summary>
    public TaskCompletionSource Returned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The slot thread's nice value; null where there is none.</summary>
    public int? Nice { get; private set; }

    /// <summary>The nice value in a thread's line of <c>/proc</c>: field 19, where field 2, in brackets, may hold anything.</summary>
    public static int NiceOf(string stat) => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);

    public void LetGo() => letGo.Set();

    public IEnumerable<RunEvent> Evaluate(TrialRequest request, IRunControl control)
    {
        if (OperatingSystem.IsLinux())
            Nice = NiceOf(File.ReadAllText("/proc/thread-self/stat"));
        if (!hangs || Interlocked.Increment(ref attempts) > 1)
        {
            foreach (var step in curves.Evaluate(request, control))
                yield return step;
            yield break;
        }
        try
        {
            yield return new RunStarted("synthetic", 0);
            Hangs.SetResult();
            letGo.Wait();
            for (var epoch = 1; epoch <= request.Epochs; epoch++)
                yield return new EpochFinished { Epoch = epoch, ValidAccuracy = 1, ValidLoss = 0 };
        }
        finally
        {
            Returned.SetResult();
        }
    }

    public IObjective For(ExperimentCreated created, string device) => this;

    public string? CheckpointFolder(ExperimentCreated created, int trial) => null;

    public ITrialRecord? Record(ExperimentCreated created, TrialPlan plan, int trial) => null;

    public void Dispose() => letGo.Dispose();
}
