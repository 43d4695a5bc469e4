using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Grains.Experiments;
using Search.Store.Home;

namespace Search.Silo.Hosting;

/// <summary>Deletes the checkpoints of trials that are over, one after the other, away from grains and slots.</summary>
internal sealed partial class CheckpointCleanup(HomeFolder home, ILogger<CheckpointCleanup> logger) : BackgroundService, ITrialCleanup
{
    private readonly Channel<string> folders = Channel.CreateUnbounded<string>();

    public void TrialOver(string experiment, int trial) => folders.Writer.TryWrite(home.Checkpoints(experiment, trial));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        folders.Writer.TryComplete();
        if (ExecuteTask is { } rest)
            await rest.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // Not ended by the token: what is queued is deleted before the silo closes.
        await foreach (var folder in folders.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
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
