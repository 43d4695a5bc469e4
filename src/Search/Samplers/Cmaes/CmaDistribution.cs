using Search.LinearAlgebra;
using Search.Randomness;

namespace Search.Samplers.Cmaes;

/// <summary>The normal distribution that CMA-ES samples from, x = m + σ·A·y with y ~ N(0, C), and how a generation moves it.</summary>
/// <remarks>
/// Hansen's tutorial (arXiv 1604.00772), figure 6. A is the diagonal of CMA-ES with margin (Hamano et al., "CMA-ES with Margin", GECCO 2022), which the margin changes and the rest leaves
/// alone. Points need not come from this very distribution: steps longer than √n + 2n/(n+2) are shortened to that (Hansen, "Injecting External Solutions Into CMA-ES", arXiv 1110.4181).
/// </remarks>
internal sealed class CmaDistribution
{
    private readonly CmaParameters parameters;
    private readonly double[,] covariance;
    private readonly double[] stepPath;
    private readonly double[] path;
    private double[,] vectors;
    private double[] roots;
    private int generations;

    public CmaDistribution(CmaParameters parameters, double[] mean, double step)
    {
        var n = parameters.Dimensions;
        (this.parameters, Mean, Step) = (parameters, mean, step);
        (covariance, vectors, roots, stepPath, path, Scale) = (new double[n, n], new double[n, n], new double[n], new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
            covariance[i, i] = vectors[i, i] = roots[i] = Scale[i] = 1;
    }

    /// <summary>m.</summary>
    public double[] Mean { get; }

    /// <summary>The diagonal of A.</summary>
    public double[] Scale { get; }

    /// <summary>σ.</summary>
    public double Step { get; private set; }

    /// <summary>True when the covariance can no longer be told from a flat one.</summary>
    public bool IsDegenerate => !double.IsFinite(Step) || roots.Max() > 1e7 * roots.Min();

    /// <summary>Standard deviation along one axis.</summary>
    public double Deviation(int axis) => Step * Scale[axis] * Math.Sqrt(covariance[axis, axis]);

    /// <summary>A random point.</summary>
    public double[] Sample(SearchRandom random)
    {
        var n = Mean.Length;
        double[] normal = [.. Enumerable.Range(0, n).Select(i => roots[i] * random.NextNormal())];
        var point = new double[n];
        for (var i = 0; i < n; i++)
        {
            var y = 0.0;
            for (var k = 0; k < n; k++)
                y += vectors[i, k] * normal[k];
            point[i] = Mean[i] + Step * Scale[i] * y;
        }
        return point;
    }

    /// <summary>Moves the distribution towards the better points of a generation.</summary>
    /// <param name="points">λ points, best first.</param>
    /// <param name="valued">How many of them have a value; the others, which failed, are last, and none of them pulls the mean.</param>
    public void Update(IReadOnlyList<double[]> points, int valued)
    {
        var n = Mean.Length;
        generations++;
        double[] weights = [.. parameters.Weights];
        for (var rank = valued; rank < weights.Length; rank++)
            weights[rank] = Math.Min(weights[rank], 0);
        var sum = weights.Where(weight => weight > 0).Sum();
        var steps = new double[points.Count][];
        var squares = new double[points.Count];
        var mean = new double[n];
        for (var rank = 0; rank < points.Count; rank++)
        {
            (steps[rank], squares[rank]) = Whitened(points[rank]);
            if (weights[rank] > 0)
                for (var i = 0; i < n; i++)
                    mean[i] += weights[rank] / sum * steps[rank][i];
        }
        var white = White(mean);
        var stepGain = Math.Sqrt(parameters.StepRate * (2 - parameters.StepRate) * parameters.Mass);
        var length = 0.0;
        for (var i = 0; i < n; i++)
        {
            stepPath[i] = (1 - parameters.StepRate) * stepPath[i] + stepGain * white[i];
            length += stepPath[i] * stepPath[i];
            Mean[i] += Step * Scale[i] * mean[i];
        }
        length = Math.Sqrt(length);
        // hσ: while the step still grows fast the other path stalls, so that the covariance does not stretch for nothing.
        var moves = length / Math.Sqrt(1 - Math.Pow(1 - parameters.StepRate, 2 * generations)) < (1.4 + 2.0 / (n + 1)) * parameters.NormalLength;
        var gain = moves ? Math.Sqrt(parameters.PathRate * (2 - parameters.PathRate) * parameters.Mass) : 0;
        for (var i = 0; i < n; i++)
            path[i] = (1 - parameters.PathRate) * path[i] + gain * mean[i];
        Turn(weights, steps, squares, moves ? 0 : parameters.PathRate * (2 - parameters.PathRate));
        Step *= Math.Exp(Math.Min(1, parameters.StepRate / parameters.StepDamping * (length / parameters.NormalLength - 1)));
    }

    private void Turn(double[] weights, double[][] steps, double[] squares, double stall)
    {
        var n = Mean.Length;
        var (one, many) = (parameters.RankOneRate, parameters.RankMuRate);
        var keep = 1 + one * stall - one - many * weights.Sum();
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var entry = keep * covariance[i, j] + one * path[i] * path[j];
                for (var rank = 0; rank < steps.Length; rank++)
                {
                    var weight = weights[rank] >= 0 ? weights[rank] : weights[rank] * n / Math.Max(squares[rank], 1e-300);
                    // A point at the mean itself has no direction to be moved away from.
                    if (weights[rank] >= 0 || squares[rank] > 1e-12)
                        entry += many * weight * steps[rank][i] * steps[rank][j];
                }
                covariance[i, j] = covariance[j, i] = entry;
            }
        var (values, turned) = SymmetricEigen.Of(covariance);
        vectors = turned;
        roots = [.. values.Select(value => Math.Sqrt(Math.Max(value, 1e-20)))];
    }

    /// <summary>A point's y, shortened where it is too long, and its squared length in the metric of C.</summary>
    private (double[] Step, double Square) Whitened(double[] point)
    {
        var n = Mean.Length;
        var step = new double[n];
        for (var i = 0; i < n; i++)
            step[i] = (point[i] - Mean[i]) / (Step * Scale[i]);
        var square = White(step).Sum(value => value * value);
        var most = Math.Sqrt(n) + 2.0 * n / (n + 2);
        if (square > most * most)
        {
            var factor = most / Math.Sqrt(square);
            for (var i = 0; i < n; i++)
                step[i] *= factor;
            square = most * most;
        }
        return (step, square);
    }

    /// <summary>C^(−1/2) · vector.</summary>
    private double[] White(double[] vector)
    {
        var n = vector.Length;
        var result = new double[n];
        for (var k = 0; k < n; k++)
        {
            var along = 0.0;
            for (var i = 0; i < n; i++)
                along += vectors[i, k] * vector[i];
            along /= roots[k];
            for (var i = 0; i < n; i++)
                result[i] += vectors[i, k] * along;
        }
        return result;
    }
}
