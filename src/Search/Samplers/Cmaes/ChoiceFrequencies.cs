using Search.Randomness;

namespace Search.Samplers.Cmaes;

/// <summary>How likely each value of a choice is to be proposed; moves towards the values that the better points of a generation have.</summary>
/// <remarks>
/// The categorical part of CatCMA (Hamano et al., "CatCMA: Stochastic Optimization for Mixed-Category Problems", GECCO 2024) with its margin: no value falls below
/// (1 − 0.73^(1/choices)) / (values − 1). Deviation: a fixed rate μ_eff / (μ_eff + 2·values + 2) instead of an adapted one.
/// </remarks>
internal sealed class ChoiceFrequencies
{
    private readonly double[] frequencies;
    private readonly double least;

    /// <param name="values">Number of values, at least 2.</param>
    /// <param name="choices">Number of choices in the whole space.</param>
    public ChoiceFrequencies(int values, int choices)
    {
        frequencies = new double[values];
        Array.Fill(frequencies, 1.0 / values);
        // Of a choice of two both have at most their even share.
        least = Math.Min(1.0 / values, (1 - Math.Pow(0.73, 1.0 / choices)) / (values - 1));
    }

    /// <summary>The probabilities; their sum is 1.</summary>
    public IReadOnlyList<double> Values => frequencies;

    /// <summary>A random index.</summary>
    public int Sample(SearchRandom random)
    {
        var left = random.NextDouble();
        for (var i = 0; i < frequencies.Length - 1; i++)
            if ((left -= frequencies[i]) < 0)
                return i;
        return frequencies.Length - 1;
    }

    /// <summary>Moves the frequencies.</summary>
    /// <param name="seen">The value's index of every point, best first; −1 where a point has none.</param>
    /// <param name="weights">The points' weights; negative ones are ignored.</param>
    /// <param name="mass">μ_eff.</param>
    public void Update(IReadOnlyList<int> seen, IReadOnlyList<double> weights, double mass)
    {
        var total = 0.0;
        var target = new double[frequencies.Length];
        for (var rank = 0; rank < seen.Count; rank++)
            if (weights[rank] > 0 && seen[rank] >= 0)
            {
                target[seen[rank]] += weights[rank];
                total += weights[rank];
            }
        if (total == 0)
            return;
        var rate = total * mass / (mass + 2 * frequencies.Length + 2);
        for (var i = 0; i < frequencies.Length; i++)
            frequencies[i] = Math.Max(least, (1 - rate) * frequencies[i] + rate * target[i] / total);
        // What the margin added is taken from those above it.
        var above = frequencies.Sum(frequency => frequency - least);
        if (above > 0)
            for (var i = 0; i < frequencies.Length; i++)
                frequencies[i] = least + (frequencies[i] - least) * (1 - least * frequencies.Length) / above;
    }
}
