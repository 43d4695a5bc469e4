namespace Search.Training.Tests;

/// <summary>A clock that moves by the same step whenever it is looked at.</summary>
internal sealed class SteppingTime(TimeSpan step) : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks += step.Ticks;
}
