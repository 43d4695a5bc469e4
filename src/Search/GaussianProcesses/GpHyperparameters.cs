namespace Search.GaussianProcesses;

/// <summary>What a Gaussian process knows of its function's shape, for values of about unit variance.</summary>
/// <param name="LengthScales">One for each column, in units of the encoding.</param>
/// <param name="Signal">Variance of the function.</param>
/// <param name="Noise">Variance of the observations around it.</param>
internal sealed record GpHyperparameters(double[] LengthScales, double Signal, double Noise);
