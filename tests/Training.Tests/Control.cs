using Search.Objectives;

namespace Search.Training.Tests;

/// <summary>Lets an attempt go on for a number of polls, then gives another signal for good.</summary>
internal sealed class Control(int polls = int.MaxValue, RunSignal then = RunSignal.Suspend) : IRunControl
{
    public int Polled { get; private set; }

    public RunSignal Signal => Polled++ < polls ? RunSignal.Run : then;
}
