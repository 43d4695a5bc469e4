using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Grains.Experiments;
using Search.Grains.Interfaces;
using Search.Grains.Trials;
using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>This silo's slots: one thread each, announced to the pool from time to time.</summary>
internal sealed partial class TrainingHost(
    SlotOptions options, IGrainFactory grains, ILocalSiloDetails silo, ExperimentCalls calls, IObjectiveSource source, LeaseOptions leases, RunTeller teller, RunFence fence, TimeProvider time,
    ILogger<TrainingHost> logger)
    : BackgroundService, ITrainingHost
{
    private readonly SortedDictionary<string, SlotWorker> slots = new(StringComparer.Ordinal);

    public string? Start(TrialAssignment assignment) => slots.TryGetValue(assignment.Grant.Device, out var slot)
        ? slot.Offer(assignment)
        : $"Silo {silo.Name} has no slot {assignment.Grant.Device}.";

    public void Stop(string experiment, int trial, int attempt, bool abandon)
    {
        foreach (var slot in slots.Values)
            slot.Signal(experiment, trial, attempt, abandon ? RunSignal.Abandon : RunSignal.Suspend);
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var device in options.Devices)
            slots[device] = new SlotWorker(device, options, calls, source, fence, logger);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // First, so that nobody is lent a slot that closes.
        await AnnounceAsync(devices: [], cancellationToken);
        // All are signalled before the first is waited for: suspending three trials takes as long as one.
        await Task.WhenAll(slots.Values.Select(slot => slot.StopAsync())).WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.AnnounceEvery, time);
        do
        {
            if (leases.Lease is not null)
                teller.Tell(slots.Values.Select(slot => slot.Current).OfType<TrialAssignment>(), (experiment, run) => Stop(experiment, run.Trial, run.Attempt, abandon: false));
            await AnnounceAsync([.. slots.Keys], stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task AnnounceAsync(string[] devices, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IDevicePoolGrain>(0).AnnounceAsync(new SlotAnnouncement
            {
                Silo = silo.Name,
                Generation = silo.SiloAddress.Generation,
                Devices = devices,
                Held = [.. slots.Values.Select(slot => slot.Current?.Grant).OfType<SlotGrant>()],
                Every = options.AnnounceEvery,
            }, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            LogNotAnnounced(error.Message);
        }
    }

    [LoggerMessage(EventId = 400, Level = LogLevel.Warning, Message = "The slots could not be announced: {Message}")]
    private partial void LogNotAnnounced(string message);
}
