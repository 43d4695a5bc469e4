namespace Search.Samplers.Cmaes;

/// <summary>The constants of CMA-ES that follow from the number of dimensions n and of points in a generation λ.</summary>
/// <remarks>Hansen, "The CMA Evolution Strategy: A Tutorial" (arXiv 1604.00772), table 1 and equations 49 to 58, with weights also for the worse half.</remarks>
internal sealed class CmaParameters
{
    /// <summary>The constants.</summary>
    /// <param name="dimensions">n, at least 1.</param>
    /// <param name="population">λ, at least 2.</param>
    public CmaParameters(int dimensions, int population)
    {
        double n = dimensions;
        (Dimensions, Population, Parents) = (dimensions, population, population / 2);
        double[] raw = [.. Enumerable.Range(1, population).Select(rank => Math.Log((population + 1) / 2.0) - Math.Log(rank))];
        double[] best = raw[..Parents], worst = raw[Parents..];
        Mass = best.Sum() * best.Sum() / best.Sum(weight => weight * weight);
        var worstMass = worst.Sum() * worst.Sum() / worst.Sum(weight => weight * weight);
        PathRate = (4 + Mass / n) / (n + 4 + 2 * Mass / n);
        StepRate = (Mass + 2) / (n + Mass + 5);
        StepDamping = 1 + 2 * Math.Max(0, Math.Sqrt((Mass - 1) / (n + 1)) - 1) + StepRate;
        RankOneRate = 2 / ((n + 1.3) * (n + 1.3) + Mass);
        RankMuRate = Math.Min(1 - RankOneRate, 2 * (0.25 + Mass + 1 / Mass - 2) / ((n + 2) * (n + 2) + Mass));
        var negative = Math.Min(1 + RankOneRate / RankMuRate, Math.Min(1 + 2 * worstMass / (Mass + 2), (1 - RankOneRate - RankMuRate) / (n * RankMuRate)));
        var (positiveSum, negativeSum) = (raw.Where(weight => weight > 0).Sum(), -raw.Where(weight => weight < 0).Sum());
        Weights = [.. raw.Select(weight => weight >= 0 ? weight / positiveSum : negative * weight / negativeSum)];
        NormalLength = Math.Sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    }

    public int Dimensions { get; }

    /// <summary>λ.</summary>
    public int Population { get; }

    /// <summary>μ.</summary>
    public int Parents { get; }

    /// <summary>w₁ … w_λ, best first.</summary>
    public double[] Weights { get; }

    /// <summary>μ_eff.</summary>
    public double Mass { get; }

    /// <summary>c_c.</summary>
    public double PathRate { get; }

    /// <summary>c_σ.</summary>
    public double StepRate { get; }

    /// <summary>d_σ.</summary>
    public double StepDamping { get; }

    /// <summary>c₁.</summary>
    public double RankOneRate { get; }

    /// <summary>c_μ.</summary>
    public double RankMuRate { get; }

    /// <summary>E‖N(0, I)‖.</summary>
    public double NormalLength { get; }

    /// <summary>The λ of a first run.</summary>
    public static int PopulationFor(int dimensions) => 4 + (int)Math.Floor(3 * Math.Log(Math.Max(1, dimensions)));
}
