namespace Search.LinearAlgebra;

/// <summary>Finds a local minimum of a smooth function within a box: limited-memory BFGS on the free variables, with projected backtracking.</summary>
/// <remarks>
/// Nocedal, "Updating Quasi-Newton Matrices with Limited Storage" (1980), with Bertsekas' projection: a variable at a bound whose gradient points outwards is held
/// there for the step. Made for tens of variables and tens of evaluations, where a good decrease is worth more than the last digit.
/// </remarks>
internal static class BoxMinimizer
{
    private const int Memory = 8, Halvings = 12;

    /// <summary>A function's value at x; its gradient is written to <paramref name="gradient"/>. May be NaN or infinite where it cannot be computed.</summary>
    public delegate double Function(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>Minimises from a point; <paramref name="x"/> becomes the best one found. Returns its value.</summary>
    /// <param name="function">What is minimised.</param>
    /// <param name="x">The start, which must lie in the box.</param>
    /// <param name="low">Lower bounds.</param>
    /// <param name="high">Upper bounds.</param>
    /// <param name="evaluations">At most so many evaluations, at least 1.</param>
    /// <param name="tolerance">Ends when a step gains less than this, absolutely.</param>
    public static double Minimize(Function function, double[] x, ReadOnlySpan<double> low, ReadOnlySpan<double> high, int evaluations, double tolerance = 1e-9)
    {
        var n = x.Length;
        var gradient = new double[n];
        var value = function(x, gradient);
        var used = 1;
        if (!double.IsFinite(value))
            return value;
        var pairs = new List<(double[] Step, double[] Change, double Curvature)>();
        var (direction, trial, trialGradient) = (new double[n], new double[n], new double[n]);
        while (used < evaluations)
        {
            Direction(gradient, pairs, direction, x, low, high);
            var slope = Dense.Dot(gradient, direction);
            if (!(slope < 0))
            {
                if (pairs.Count == 0)
                    break;
                pairs.Clear();
                continue;
            }
            var length = pairs.Count == 0 ? Math.Min(1, 0.1 / Math.Sqrt(Dense.Dot(direction, direction))) : 1;
            var moved = false;
            for (var halving = 0; halving < Halvings && used < evaluations; halving++, length *= 0.35)
            {
                for (var i = 0; i < n; i++)
                    trial[i] = Math.Clamp(x[i] + length * direction[i], low[i], high[i]);
                var at = function(trial, trialGradient);
                used++;
                var expected = 0.0;
                for (var i = 0; i < n; i++)
                    expected += gradient[i] * (trial[i] - x[i]);
                if (!(at <= value + 1e-4 * expected))
                    continue;
                Remember(pairs, x, trial, gradient, trialGradient);
                var gain = value - at;
                (value, moved) = (at, gain > tolerance);
                trial.CopyTo(x, 0);
                trialGradient.CopyTo(gradient, 0);
                break;
            }
            if (!moved)
                break;
        }
        return value;
    }

    /// <summary>The two-loop recursion on the variables that are free to move.</summary>
    private static void Direction(double[] gradient, List<(double[] Step, double[] Change, double Curvature)> pairs, double[] direction, double[] x, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        for (var i = 0; i < x.Length; i++)
            direction[i] = IsHeld(i, gradient, x, low, high) ? 0 : -gradient[i];
        Span<double> weights = stackalloc double[Memory];
        for (var k = pairs.Count - 1; k >= 0; k--)
        {
            weights[k] = Dense.Dot(pairs[k].Step, direction) / pairs[k].Curvature;
            Dense.AddScaled(direction, -weights[k], pairs[k].Change);
        }
        if (pairs.Count > 0)
        {
            var scale = pairs[^1].Curvature / Dense.Dot(pairs[^1].Change, pairs[^1].Change);
            for (var i = 0; i < x.Length; i++)
                direction[i] *= scale;
        }
        for (var k = 0; k < pairs.Count; k++)
            Dense.AddScaled(direction, weights[k] - Dense.Dot(pairs[k].Change, direction) / pairs[k].Curvature, pairs[k].Step);
        for (var i = 0; i < x.Length; i++)
            if (IsHeld(i, gradient, x, low, high))
                direction[i] = 0;
    }

    private static bool IsHeld(int i, double[] gradient, double[] x, ReadOnlySpan<double> low, ReadOnlySpan<double> high) =>
        (x[i] <= low[i] && gradient[i] > 0) || (x[i] >= high[i] && gradient[i] < 0);

    private static void Remember(List<(double[] Step, double[] Change, double Curvature)> pairs, double[] x, double[] next, double[] gradient, double[] nextGradient)
    {
        double[] step = [.. next.Select((to, i) => to - x[i])], change = [.. nextGradient.Select((to, i) => to - gradient[i])];
        var curvature = Dense.Dot(step, change);
        if (!(curvature > 1e-12 * Dense.Dot(change, change)))
            return;
        if (pairs.Count == Memory)
            pairs.RemoveAt(0);
        pairs.Add((step, change, curvature));
    }
}
