namespace Search.Training.Schedules;

/// <summary>The peak rate throughout.</summary>
internal static class ConstantSchedule
{
    /// <inheritdoc cref="Schedule"/>
    public static double Factor(double progress, int epochs) => 1;
}
