using Search.Client.Commands;

namespace Search.Client.Tests;

/// <summary>Notes what it is asked for, in place of running experiments.</summary>
internal sealed class RecordingOwner : IOwner
{
    public List<string> Calls { get; } = [];

    public Exception? Error { get; init; }

    public Task<int> LaunchAsync(LaunchOptions options, CancellationToken cancellationToken) =>
        Note($"launch {options.Spec} {options.Slots} {options.Detach} {options.MetricsPort} [{string.Join(' ', options.Set)}]");

    public Task<int> TrainAsync(TrainOptions options, CancellationToken cancellationToken) =>
        Note($"train {options.Spec} [{string.Join(' ', options.Configuration)}] [{string.Join(' ', options.Set)}] {options.MetricsPort}");

    public Task<int> ResumeAsync(ResumeOptions options, CancellationToken cancellationToken) => Note($"resume {options.Experiment} {options.Slots}");

    public Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken) => Note($"demo {options.Slots}");

    public Task<int> SiloAsync(IReadOnlyDictionary<string, string> settings) => Note($"silo {string.Join(' ', settings.Where(setting => setting.Key != "Home").Select(setting => $"{setting.Key}={setting.Value}"))}");

    private Task<int> Note(string call)
    {
        Calls.Add(call);
        return Error is null ? Task.FromResult(7) : Task.FromException<int>(Error);
    }
}
