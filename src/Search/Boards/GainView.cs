using Search.Stages;

namespace Search.Boards;

/// <summary>The measured gain of re-tuning, as boards show it.</summary>
/// <param name="Value">Mean paired difference, positive when re-tuning helped.</param>
/// <param name="Ci95">95 % interval, low and high; null when there were too few seeds for one.</param>
/// <param name="Control">What it is compared with.</param>
/// <param name="Split">What it was measured on: <c>test</c> or <c>validation</c>.</param>
/// <param name="Seeds">Fresh seeds per arm.</param>
/// <param name="TestReads">How often the test split has been read in this experiment.</param>
public sealed record GainView(double Value, IReadOnlyList<double>? Ci95, string Control, string Split, int Seeds, int TestReads)
{
    internal static GainView? Of(GainReport? gain) => gain is null
        ? null
        : new(gain.Value, gain.Ci95.All(double.IsFinite) ? gain.Ci95 : null, gain.Control, gain.Split, gain.Seeds, gain.TestReads);
}
