using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Grains.Experiments;
using Search.Store.Home;
using Search.Training.Checkpoints;

namespace Search.Silo.Hosting;

/// <summary>Deletes checkpoints that are no longer needed, one trial after the other, away from grains and slots.</summary>
internal sealed partial class CheckpointCleanup(HomeFolder home, ILogger<CheckpointCleanup> logger) : BackgroundService, ITrialCleanup
{
    private readonly Channel<(string Folder, int Attempt)> queue = Channel.CreateUnbounded<(string, int)>();

    public void DropCheckpoints(string experiment, int trial, int attempt) => queue.Writer.TryWrite((home.Checkpoints(experiment, trial), attempt));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        if (ExecuteTask is { } rest)
            await rest.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // Not ended by the token: what is queued is deleted before the silo closes.
        await foreach (var (folder, attempt) in queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                CheckpointRemoval.UpTo(folder, attempt);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                LogKept(folder, error.Message); // `search clean` finds it later
            }
        }
    }

    [LoggerMessage(EventId = 430, Level = LogLevel.Warning, Message = "The checkpoints in {Folder} could not be deleted: {Message}")]
    private partial void LogKept(string folder, string message);
}
