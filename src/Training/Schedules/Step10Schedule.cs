namespace Search.Training.Schedules;

/// <summary>The peak for the first half, a tenth of it until three quarters, a hundredth to the end.</summary>
/// <remarks>The cuts are those of He et al., "Deep Residual Learning for Image Recognition" (CVPR 2016), for CIFAR.</remarks>
internal static class Step10Schedule
{
    /// <inheritdoc cref="Schedule"/>
    public static double Factor(double progress, int epochs) => progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
}
