namespace Search.Training.Schedules;

/// <summary>From the peak to 0 along half a cosine.</summary>
/// <remarks>Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (ICLR 2017), equation 5 with one cycle and η_min = 0.</remarks>
internal static class CosineSchedule
{
    /// <inheritdoc cref="Schedule"/>
    public static double Factor(double progress, int epochs) => 0.5 * (1 + Math.Cos(Math.PI * progress));
}
