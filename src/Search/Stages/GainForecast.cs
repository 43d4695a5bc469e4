using Search.GaussianProcesses;
using Search.LinearAlgebra;
using Search.Randomness;
using Search.Samplers;
using Search.Spaces;

namespace Search.Stages;

/// <summary>What a search can still be expected to bring, by Gaussian processes of its trials. All figures are in units of the objective.</summary>
/// <remarks>
/// <para>The processes see what the global one of <see cref="GpSampler"/> sees, whatever sampler the search has: one that knows less will not bring more. <see cref="ValueWarp"/> leaves values better than the median in
/// proportion, and an improvement is among them, so what is expected of it can be brought back into the objective's units.</para>
/// <para>The idea is that of Makarova et al., "Automatic Termination for Hyperparameter Optimization" (AutoML-Conf 2022), the source of Optuna's terminator. Deviations: theirs compares a bound of the regret by
/// confidence bounds that hold everywhere at once, which is many times too wide; this compares the regret that a process expects, by drawing functions from it. And the most plausible process alone is too sure of
/// itself: of several shapes that the trials leave possible (<see cref="GpPosterior"/>) the one that promises most counts.</para>
/// </remarks>
/// <param name="Next">Improvement expected of the most promising configuration there is, beyond what running trials will bring; of each one after it less is expected.</param>
/// <param name="All">How much better than the best so far the best of all is expected to be: what any number of trials could bring.</param>
/// <param name="Lately">What the last third of the trials brought.</param>
/// <param name="Noise">Standard deviation of a trial's value around the process.</param>
internal sealed record GainForecast(double Next, double All, double Lately, double Noise)
{
    /// <summary>With fewer values than this nothing is foretold.</summary>
    internal const int LeastValues = 10;

    private const int Points = 120, Evaluations = 40, Shapes = 8, Draws = 4, Candidates = 250, Functions = 40;

    /// <summary>What so many further trials are expected to bring at most.</summary>
    public double Of(double trials) => Math.Min(trials * Next, All);

    /// <summary>The forecast of a history; null while it says too little.</summary>
    /// <param name="space">The space of the search.</param>
    /// <param name="history">Its trials.</param>
    /// <param name="seed">Draws shapes, candidates and functions.</param>
    public static GainForecast? Of(SearchSpace space, TrialHistory history, ulong seed)
    {
        var encoding = new SpaceEncoding(space);
        var observations = new GpObservations(encoding, LeastValues);
        if (encoding.Columns.Count == 0 || observations.Of(history) is not { } all)
            return null;
        if (!(all.Values.Min() < all.Values.Max()))
            return null; // where all trials did alike, such as all collapsed, nothing tells how good others may be
        var data = ValueWarp.Of(all.Thinned(Points), out var unit);
        var random = new SearchRandom(seed);
        var shapes = GpPosterior.Of(data, Shapes, Evaluations, random);
        var search = new GpSearch(all, observations.Running(history), random);
        double[][] open = [.. new GpAcquisition(space, encoding).Promising(new GaussianProcess(data, shapes[0]), data, search, Draws, Candidates)];
        var (next, rest) = (0.0, 0.0);
        foreach (var shape in shapes.Distinct())
        {
            var process = new GaussianProcess(data, shape).Believing(search.Running);
            var (means, covariance) = process.Joint([data.Points.MinBy(point => process.Mean(point))!, .. open]);
            for (var i = 1; i < means.Length; i++)
                next = Math.Max(next, Math.Exp(LogExpectedImprovement.Of(means[i], Math.Sqrt(Math.Max(1e-14 * shape.Signal, covariance[i * (means.Length + 1)])), means[0]).Value));
            rest = Math.Max(rest, Improvement(means, covariance, random));
        }
        return new GainForecast(unit * next, unit * rest, Latest(all.Values), unit * Math.Sqrt(shapes.Average(shape => shape.Noise)));
    }

    private static double Latest(double[] values) => values.Take(values.Length - values.Length / 3).Min() - values.Min();

    /// <summary>Mean over functions drawn from a process: by how much the lowest point is below the first.</summary>
    private static double Improvement(double[] means, double[] covariance, SearchRandom random)
    {
        var factor = Factor(covariance, means.Length);
        var (sum, normals) = (0.0, new double[means.Length]);
        for (var function = 0; function < Functions; function++)
        {
            for (var i = 0; i < normals.Length; i++)
                normals[i] = random.NextNormal();
            var (first, lowest) = (0.0, double.PositiveInfinity);
            for (var i = 0; i < normals.Length; i++)
            {
                var value = means[i] + Dense.Dot(factor.Row(i), normals.AsSpan(0, i + 1));
                (first, lowest) = (i == 0 ? value : first, Math.Min(lowest, value));
            }
            sum += first - lowest;
        }
        return sum / Functions;
    }

    private static Cholesky Factor(double[] covariance, int size)
    {
        // Where the function is as good as known, differences of large numbers leave no positive definite matrix.
        for (var jitter = 1e-12; ; jitter *= 10)
        {
            double[] matrix = [.. covariance];
            for (var i = 0; i < size; i++)
                matrix[i * size + i] += jitter;
            if (Cholesky.Of(matrix, size) is { } factor)
                return factor;
        }
    }
}
