namespace Search.Objectives;

/// <summary>Tells a running attempt whether to go on; polled between batches, safe from any thread.</summary>
public interface IRunControl
{
    /// <summary>What the attempt should do now.</summary>
    RunSignal Signal { get; }
}
