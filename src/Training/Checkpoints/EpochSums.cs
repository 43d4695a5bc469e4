namespace Search.Training.Checkpoints;

/// <summary>What an epoch has added up so far.</summary>
/// <param name="Loss">Sum of the training losses over the images, in nats.</param>
/// <param name="Correct">Training images classified correctly.</param>
/// <param name="Images">Training images seen.</param>
/// <param name="Seconds">Training seconds, over all attempts that worked on the epoch.</param>
internal readonly record struct EpochSums(double Loss, long Correct, long Images, double Seconds);
