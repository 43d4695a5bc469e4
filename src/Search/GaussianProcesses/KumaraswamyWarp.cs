namespace Search.GaussianProcesses;

/// <summary>A bend of the unit interval, w(x) = 1 − (1 − xᵃ)ᵇ: a parameter's scale as its effects show it, where the declared one is another.</summary>
/// <remarks>
/// The distribution function of Kumaraswamy, whose use for this is of Snoek et al., "Input Warping for Bayesian Optimization of Non-Stationary Functions" (2014). a &lt; 1 spreads out what lies near 0, b &lt; 1 what lies
/// near 1; a = b = 1 changes nothing. Beyond the interval, where values of an earlier and wider space may lie, nothing is bent.
/// </remarks>
/// <param name="A">The bend at 0, above 0.</param>
/// <param name="B">The bend at 1, above 0.</param>
internal readonly record struct KumaraswamyWarp(double A, double B)
{
    /// <summary>Nearer to an end than this the slopes, which may be infinite there, are taken to stay as they are.</summary>
    private const double End = 1e-9;

    /// <summary>The bent position of <paramref name="x"/>.</summary>
    public double Of(double x) => x is <= 0 or >= 1 ? x : 1 - Math.Pow(1 - Math.Pow(x, A), B);

    /// <summary>The position that is bent to <paramref name="w"/>.</summary>
    public double Inverse(double w) => w is <= 0 or >= 1 ? w : Math.Pow(1 - Math.Pow(1 - w, 1 / B), 1 / A);

    /// <summary>Derivatives of the bent position of <paramref name="x"/> by the logarithms of a and b.</summary>
    public (double ByLogA, double ByLogB) Slopes(double x)
    {
        if (x is <= End or >= 1 - End)
            return (0, 0);
        var power = Math.Pow(x, A);
        var rest = Math.Pow(1 - power, B);
        return (A * B * rest / (1 - power) * power * Math.Log(x), -B * rest * Math.Log(1 - power));
    }
}
