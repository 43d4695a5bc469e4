namespace Search.Simulation.Tables;

/// <summary>One recorded learning curve.</summary>
/// <param name="Seed">The recorded training's seed.</param>
/// <param name="Values">The values of every finished epoch, one for each objective; shorter than the table where the training failed.</param>
/// <param name="Seconds">What each epoch took; the last entry holds for all later ones.</param>
public sealed record Curve(int Seed, IReadOnlyList<IReadOnlyList<double>> Values, IReadOnlyList<double> Seconds)
{
    /// <summary>What an epoch took.</summary>
    /// <param name="epoch">Counted from 1.</param>
    public double SecondsOf(int epoch) => Seconds.Count == 0 ? 1 : Seconds[Math.Min(epoch, Seconds.Count) - 1];
}
