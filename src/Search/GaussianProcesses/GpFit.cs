using Search.LinearAlgebra;

namespace Search.GaussianProcesses;

/// <summary>Finds the hyperparameters under which observations are most plausible (<see cref="GpLikelihood"/>): maximum a posteriori, by gradient.</summary>
internal static class GpFit
{
    /// <summary>The most plausible hyperparameters.</summary>
    /// <param name="data">Observations, their values of mean 0 and variance 1.</param>
    /// <param name="evaluations">At most so many evaluations of the likelihood.</param>
    public static GpHyperparameters Of(GpData data, int evaluations)
    {
        var likelihood = new GpLikelihood(data);
        return likelihood.Hyperparameters(Logarithms(likelihood, evaluations));
    }

    /// <summary>Their logarithms: of the length scales, the signal and the noise.</summary>
    internal static double[] Logarithms(GpLikelihood likelihood, int evaluations)
    {
        var x = likelihood.Start();
        var (low, high) = likelihood.Bounds();
        BoxMinimizer.Minimize(likelihood.Evaluate, x, low, high, evaluations, tolerance: 1e-3);
        return x;
    }
}
