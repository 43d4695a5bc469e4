using Search.Grains.Experiments;

namespace Search.Silo.Hosting;

/// <summary>Carries the first storage trouble of an experiment to whoever waits for its end.</summary>
public sealed class StorageAlarm : IStorageAlarm
{
    private readonly TaskCompletionSource<(string Experiment, string Message)> raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the experiment and the sentence when a journal cannot be written.</summary>
    public Task<(string Experiment, string Message)> Raised => raised.Task;

    /// <inheritdoc/>
    public void Raise(string experiment, string message) => raised.TrySetResult((experiment, message));
}
