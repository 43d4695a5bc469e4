namespace Search.Simulation.Functions;

/// <summary>The sum of squares of four parameters on [−5, 5]: what every search must be able to do. A rotation changes nothing.</summary>
public sealed class Sphere(ulong instance = 0) : RotatedFunction("sphere", instance, [.. Enumerable.Repeat((-5.0, 5.0), 4)], new double[4])
{
    /// <inheritdoc/>
    public override double Minimum => 0;

    private protected override double Formula(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        foreach (var coordinate in x)
            sum += coordinate * coordinate;
        return sum;
    }
}
