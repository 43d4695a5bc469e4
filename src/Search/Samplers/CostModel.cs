using Search.LinearAlgebra;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>What an epoch of a configuration costs, learned from the seconds that were measured.</summary>
/// <remarks>
/// Ridge regression of the logarithm of the seconds for an epoch on all of the data, on the columns of the <see cref="SpaceEncoding"/>, and the squares of those that are not choices: costs are products of powers (width², 1/batch size)
/// times what a choice adds, which is linear there. As in expected improvement per second (Snoek et al., NeurIPS 2012). Cost: O(trials · columns²) after every change.
/// </remarks>
internal sealed class CostModel(SearchSpace space, TrialHistory history)
{
    /// <summary>Fewer measured trials than this say nothing: all cost alike.</summary>
    internal const int LeastTrials = 8;

    /// <summary>A trial counts as at most three times as dear or cheap as the average: else one that costs next to nothing would be tried for ever, however bad.</summary>
    private const double Furthest = 1.0986122886681098;

    /// <summary>What keeps parameters that were hardly varied from extremes.</summary>
    private const double Ridge = 0.05;

    private const double Middle = 0.5;

    private readonly SpaceEncoding encoding = new(space);
    private readonly Dictionary<int, double[]> features = [];
    private double[]? weights;
    private long current = -1;

    /// <summary>The logarithm of what an epoch costs over what an average one does, within <see cref="Furthest"/>; 0 while too little was measured.</summary>
    public double LogCost(Configuration configuration) => LogCost(encoding.Encode(configuration), []);

    /// <summary>The same of an encoded configuration, with the gradient by its coordinates where there is room for it.</summary>
    public double LogCost(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var predicted = Predicted(point, gradient);
        if (Math.Abs(predicted) <= Furthest)
            return predicted;
        gradient.Clear();
        return Math.CopySign(Furthest, predicted);
    }

    /// <summary>The prediction as it is, however far out.</summary>
    internal double Predicted(ReadOnlySpan<double> point, Span<double> gradient)
    {
        Learn();
        gradient.Clear();
        if (weights is null)
            return 0;
        var (sum, next) = (weights[0], 1);
        for (var k = 0; k < point.Length; k++)
        {
            var x = point[k] - Middle;
            var slope = weights[next];
            sum += weights[next++] * x;
            if (!encoding.Columns[k].IsChoice)
            {
                slope += 2 * weights[next] * x;
                sum += weights[next++] * x * x;
            }
            if (!gradient.IsEmpty)
                gradient[k] = slope;
        }
        return sum;
    }

    private void Learn()
    {
        if (current == history.Version)
            return;
        current = history.Version;
        PastTrial[] measured = [.. history.Trials.Where(trial => trial.Seconds > 0)];
        weights = measured.Length < LeastTrials ? null : Fit(measured);
    }

    private double[]? Fit(PastTrial[] trials)
    {
        double[] logs = [.. trials.Select(trial => Math.Log(trial.Seconds / (trial.Values.Count * trial.Fraction)))];
        var (mean, size) = (logs.Average(), FeatureCount);
        var (matrix, right) = (new double[size * size], new double[size]);
        for (var i = 0; i < size; i++)
            matrix[i * size + i] = Ridge;
        for (var trial = 0; trial < trials.Length; trial++)
        {
            if (!features.TryGetValue(trials[trial].Number, out var row))
                features[trials[trial].Number] = row = Features(trials[trial].Configuration);
            for (var i = 0; i < size; i++)
            {
                Dense.AddScaled(matrix.AsSpan(i * size, i + 1), row[i], row.AsSpan(0, i + 1));
                right[i] += row[i] * (logs[trial] - mean);
            }
        }
        if (Cholesky.Of(matrix, size) is not { } factor)
            return null;
        factor.SolveLower(right);
        factor.SolveUpper(right);
        return right;
    }

    private int FeatureCount => 1 + encoding.Columns.Count + encoding.Columns.Count(column => !column.IsChoice);

    private double[] Features(Configuration configuration)
    {
        var point = encoding.Encode(configuration);
        var row = new double[FeatureCount];
        row[0] = 1;
        var next = 1;
        for (var k = 0; k < point.Length; k++)
        {
            row[next++] = point[k] - Middle;
            if (!encoding.Columns[k].IsChoice)
                row[next++] = (point[k] - Middle) * (point[k] - Middle);
        }
        return row;
    }
}
