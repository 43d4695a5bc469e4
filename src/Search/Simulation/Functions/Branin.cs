namespace Search.Simulation.Functions;

/// <summary>Branin's function of two parameters on [−5, 10] × [0, 15]: three equal valleys.</summary>
/// <remarks>Dixon and Szegő, "Towards Global Optimisation 2" (1978). (x₂ − b x₁² + c x₁ − r)² + s (1 − t) cos x₁ + s; nowhere in the plane below s t.</remarks>
public sealed class Branin(ulong instance = 0) : RotatedFunction("branin", instance, [(-5, 10), (0, 15)], [Math.PI, 2.275])
{
    private const double S = 10, T = 1 / (8 * Math.PI);

    /// <inheritdoc/>
    public override double Minimum => S * T;

    private protected override double Formula(ReadOnlySpan<double> x)
    {
        var valley = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
        return valley * valley + S * (1 - T) * Math.Cos(x[0]) + S;
    }
}
