namespace Search.Simulation.Functions;

/// <summary>Ackley's function of ten parameters on [−32.768, 32.768]: a plain full of ripples with one narrow funnel.</summary>
/// <remarks>Ackley, "A Connectionist Machine for Genetic Hillclimbing" (1987), with a = 20, b = 0.2, c = 2π.</remarks>
public sealed class Ackley(ulong instance = 0) : RotatedFunction("ackley10", instance, [.. Enumerable.Repeat((-32.768, 32.768), 10)], new double[10])
{
    /// <inheritdoc/>
    public override double Minimum => 0;

    private protected override double Formula(ReadOnlySpan<double> x)
    {
        var (squares, waves) = (0.0, 0.0);
        foreach (var coordinate in x)
        {
            squares += coordinate * coordinate;
            waves += Math.Cos(2 * Math.PI * coordinate);
        }
        // Rounding must not take it below its minimum.
        return Math.Max(0, -20 * Math.Exp(-0.2 * Math.Sqrt(squares / x.Length)) - Math.Exp(waves / x.Length) + 20 + Math.E);
    }
}
