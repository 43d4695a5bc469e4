namespace Search.Simulation.Functions;

/// <summary>Hartmann's function of six parameters on the unit cube: four dents of different shape, the deepest hard to tell from the next; with noise on request.</summary>
/// <remarks>
/// Dixon and Szegő, "Towards Global Optimisation 2" (1978). A sum of negative bells whose centres are in the cube: leaving the cube lowers every bell, so the minimum
/// holds for the whole of space. The optimum is known to ten digits, hence <see cref="Minimum"/> to about fifteen.
/// </remarks>
public sealed class HartmannSix(string name, ulong instance = 0, double noise = 0) : RotatedFunction(name, instance, [.. Enumerable.Repeat((0.0, 1.0), 6)], Textbook)
{
    private static readonly double[] Textbook = [0.2016895109, 0.1500106920, 0.4768739729, 0.2753324306, 0.3116516166, 0.6573005330];
    private static readonly double[] Heights = [1, 1.2, 3, 3.2];

    private static readonly double[][] Widths =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] Centres =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    /// <inheritdoc/>
    public override double Minimum { get; } = Bells(Textbook);

    /// <inheritdoc/>
    public override double Noise => noise;

    private protected override double Formula(ReadOnlySpan<double> x) => Bells(x);

    private static double Bells(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var bell = 0; bell < Heights.Length; bell++)
        {
            var distance = 0.0;
            for (var j = 0; j < x.Length; j++)
                distance += Widths[bell][j] * (x[j] - Centres[bell][j]) * (x[j] - Centres[bell][j]);
            sum -= Heights[bell] * Math.Exp(-distance);
        }
        return sum;
    }
}
