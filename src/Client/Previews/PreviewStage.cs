namespace Search.Client.Previews;

/// <summary>What one stage will do, about.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Trials">Trials, repeats and controls among them.</param>
/// <param name="Epochs">Epochs over all its trials.</param>
/// <param name="Images">Training images over all epochs.</param>
/// <param name="Seconds">Slot seconds; null when the speed is not known.</param>
internal sealed record PreviewStage(string Stage, int Trials, long Epochs, long Images, double? Seconds);
