using Search.Randomness;
using Search.Spaces;

namespace Search.Samplers.Tpe;

/// <summary>A joint density of several parameters: one product kernel for each observation, and a uniform one as the prior.</summary>
internal sealed class ParzenEstimator
{
    private readonly ParzenAxis[] axes;
    private readonly double[] weights;
    private readonly double[] logWeights;
    private readonly double[] sums;
    private readonly double priorWeight;

    /// <summary>The density by observations.</summary>
    /// <param name="domains">The domain of each parameter.</param>
    /// <param name="observed">One coordinate for each parameter, for every observation.</param>
    /// <param name="weights">Relative weights of the observations; the prior weighs as much as an average one.</param>
    public ParzenEstimator(IReadOnlyList<Domain> domains, IReadOnlyList<double[]> observed, double[] weights)
    {
        var total = weights.Sum();
        double[] shares = [.. weights.Select(weight => weight / total)];
        axes = [.. domains.Select((domain, axis) => new ParzenAxis(domain, [.. observed.Select(point => point[axis])], shares, domains.Count))];
        priorWeight = 1.0 / (observed.Count + 1);
        this.weights = [.. shares.Select(share => share * (1 - priorWeight))];
        logWeights = [.. this.weights.Select(weight => Math.Log(weight))];
        sums = new double[weights.Length];
    }

    /// <summary>The logarithm of the density at a candidate, which may be a probability along some axes.</summary>
    /// <param name="candidate">For each axis the stretch of the unit interval that means the same value, or twice the index of a choice.</param>
    public double LogDensity(ReadOnlySpan<(double Low, double High)> candidate)
    {
        logWeights.CopyTo(sums, 0);
        var prior = Math.Log(priorWeight);
        for (var axis = 0; axis < axes.Length; axis++)
        {
            axes[axis].AddLogKernels(candidate[axis].Low, candidate[axis].High, sums);
            prior += axes[axis].LogPrior(candidate[axis].Low, candidate[axis].High);
        }
        var largest = prior;
        foreach (var sum in sums)
            largest = Math.Max(largest, sum);
        var density = Math.Exp(prior - largest);
        // What is e⁻⁴⁰ of the largest is lost in rounding.
        foreach (var sum in sums)
            if (sum - largest > -40)
                density += Math.Exp(sum - largest);
        return largest + Math.Log(density);
    }

    /// <summary>A random point of the density.</summary>
    public double[] Sample(SearchRandom random)
    {
        int? kernel = null;
        for (var (left, i) = (random.NextDouble() - priorWeight, 0); left >= 0 && i < weights.Length; i++)
        {
            kernel = i;
            left -= weights[i];
        }
        return [.. axes.Select(axis => axis.Sample(kernel, random))];
    }
}
