namespace Search.Training.Schedules;

/// <summary>A hundredth of the peak for an epoch or two, then the peak, then down by tenths.</summary>
/// <remarks>
/// Too high a start can throw a network into "always one class", from which it does not come out; a network that was warmed up
/// bears the peak. The low phase lasts two epochs, or 15 % of a run shorter than 14 epochs; the rest falls as <see cref="Step10Schedule"/> does.
/// </remarks>
internal static class WarmJumpDecaySchedule
{
    /// <inheritdoc cref="Schedule"/>
    public static double Factor(double progress, int epochs)
    {
        var warm = Math.Min(2.0 / epochs, 0.15);
        return progress < warm ? 0.01 : Step10Schedule.Factor((progress - warm) / (1 - warm), epochs);
    }
}
