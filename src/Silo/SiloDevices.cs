using Search.Silo.Settings;
using Search.Training.Hardware;

namespace Search.Silo;

/// <summary>The devices that a silo's slots train on.</summary>
internal static class SiloDevices
{
    /// <summary>One for each slot; none for a silo that only decides.</summary>
    /// <exception cref="InvalidOperationException">The devices asked for are not there.</exception>
    public static IReadOnlyList<TrainingDevice> Of(SiloSettings settings)
    {
        if (settings.Role == SiloRole.Control)
            return [];
        var found = Devices.Discover();
        var hasGpu = found[0].IsGpu;
        if (settings.Devices == "cuda" && !hasGpu)
            throw new InvalidOperationException("Search:Devices is cuda, but no GPU can be used here: check the driver, or set it to auto.");
        if (settings.Devices != "cpu" && hasGpu)
            return settings.Slots is { } most ? [.. found.Take(most)] : found;
        return [.. Enumerable.Range(0, settings.Slots ?? Environment.ProcessorCount).Select(Devices.Cpu)];
    }
}
