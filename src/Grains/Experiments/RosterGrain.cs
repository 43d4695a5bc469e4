using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Search.Grains.Interfaces;
using Search.Grains.Placement;

namespace Search.Grains.Experiments;

/// <summary>Keeps the list of experiments that are to run, and calls them back when their silo is gone. A reminder wakes it, should everything else be gone.</summary>
[GrainType("search-roster"), ControlPlacement, Reentrant]
internal sealed partial class RosterGrain(
    [PersistentState("roster", RosterGrain.Storage)] IPersistentState<RosterState> roster, ILogger<RosterGrain> logger) : Grain, IRosterGrain, IRemindable
{
    /// <summary>Name of the grain storage.</summary>
    public const string Storage = "search";

    private const string Reminder = "wake";
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    public async Task AddAsync(string experiment, CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder(Reminder, Often, Often, cancellationToken);
        if (roster.State.Experiments.Add(experiment))
            await WriteAsync(cancellationToken);
    }

    public async Task RemoveAsync(string experiment, CancellationToken cancellationToken)
    {
        if (roster.State.Experiments.Remove(experiment))
            await WriteAsync(cancellationToken);
    }

    public Task WakeAsync(CancellationToken cancellationToken) => Task.WhenAll(roster.State.Experiments.ToArray().Select(experiment => WakeAsync(experiment, cancellationToken)));

    Task IRemindable.ReceiveReminder(string reminderName, TickStatus status) => WakeAsync(CancellationToken.None);

    private async Task WakeAsync(string experiment, CancellationToken cancellationToken)
    {
        try
        {
            await GrainFactory.GetGrain<IExperimentGrain>(experiment).StatusAsync(cancellationToken);
        }
        catch (Exception error) // an edge: one that cannot be called back, whatever the reason, must not keep the others away
        {
            LogNotWoken(experiment, error.Message);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await roster.WriteStateAsync(cancellationToken);
        }
        catch
        {
            DeactivateOnIdle(); // what is in memory is not what is stored
            throw;
        }
    }

    [LoggerMessage(EventId = 310, Level = LogLevel.Warning, Message = "{Experiment} could not be called back: {Message}")]
    private partial void LogNotWoken(string experiment, string message);
}
