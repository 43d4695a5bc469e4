using System.Collections.Concurrent;
using Search.Grains.Experiments;

namespace Search.Silo.Hosting;

/// <summary>Carries the first storage trouble of each experiment to whoever waits for its end.</summary>
public sealed class StorageAlarm : IStorageAlarm
{
    private readonly ConcurrentDictionary<string, string> troubles = new(StringComparer.Ordinal);

    /// <summary>Why an experiment's journal cannot be written, as a sentence; null while it can.</summary>
    public string? TroubleOf(string experiment) => troubles.GetValueOrDefault(experiment);

    /// <inheritdoc/>
    public void Raise(string experiment, string message) => troubles.TryAdd(experiment, message);

    /// <inheritdoc/>
    public void Clear(string experiment) => troubles.TryRemove(experiment, out _);
}
