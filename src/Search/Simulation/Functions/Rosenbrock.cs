namespace Search.Simulation.Functions;

/// <summary>Rosenbrock's function of four parameters on [−5, 10]: a long bent valley whose floor hardly falls; values up to a million.</summary>
/// <remarks>Rosenbrock, "An Automatic Method for Finding the Greatest or Least Value of a Function" (The Computer Journal 1960), extended to four dimensions as a sum over neighbours.</remarks>
public sealed class Rosenbrock(ulong instance = 0) : RotatedFunction("rosenbrock4", instance, [.. Enumerable.Repeat((-5.0, 10.0), 4)], [1, 1, 1, 1])
{
    /// <inheritdoc/>
    public override double Minimum => 0;

    private protected override double Formula(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < x.Length; i++)
            sum += 100 * (x[i + 1] - x[i] * x[i]) * (x[i + 1] - x[i] * x[i]) + (1 - x[i]) * (1 - x[i]);
        return sum;
    }
}
