using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Grains.Interfaces;

namespace Search.Silo.Hosting;

/// <summary>Calls experiments back to memory when this silo has joined, and whenever the cluster's membership changes: their silo may have been the one that left.</summary>
internal sealed partial class RosterWaker(IGrainFactory grains, IClusterMembershipService membership, ILogger<RosterWaker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            try
            {
                await grains.GetGrain<IRosterGrain>(0).WakeAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested) // an edge: the roster's reminder does it later
            {
                LogNotWoken(error.Message);
            }
        }
    }

    [LoggerMessage(EventId = 440, Level = LogLevel.Warning, Message = "The running experiments could not be called back now: {Message}")]
    private partial void LogNotWoken(string message);
}
