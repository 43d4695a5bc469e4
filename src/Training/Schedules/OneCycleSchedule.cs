namespace Search.Training.Schedules;

/// <summary>Up from a 25th of the peak during the first 30 %, then down to a 10,000th of that start, both along half cosines.</summary>
/// <remarks>
/// Smith and Topin, "Super-Convergence" (2018). Deviations: cosines rather than lines, and the momentum stays as it is,
/// so that the schedule means the same for every optimizer.
/// </remarks>
internal static class OneCycleSchedule
{
    private const double Start = 1.0 / 25;
    private const double End = Start / 10_000;
    private const double Rise = 0.3;

    /// <inheritdoc cref="Schedule"/>
    public static double Factor(double progress, int epochs) => progress < Rise
        ? Between(Start, 1, progress / Rise)
        : Between(1, End, (progress - Rise) / (1 - Rise));

    private static double Between(double from, double to, double share) => to + (from - to) * 0.5 * (1 + Math.Cos(Math.PI * share));
}
