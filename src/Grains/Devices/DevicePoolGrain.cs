using Microsoft.Extensions.Logging;
using Search.Grains.Interfaces;

namespace Search.Grains.Devices;

/// <summary>Shares the slots out: higher priority first, then the experiment furthest below its weighted share.</summary>
[GrainType("search-device-pool"), KeepAlive]
internal sealed partial class DevicePoolGrain(ILogger<DevicePoolGrain> logger) : Grain, IDevicePoolGrain
{
    private readonly SortedDictionary<(string Silo, string Device), SlotState> slots = [];
    private readonly SortedDictionary<string, SlotDemand> demands = new(StringComparer.Ordinal);

    public Task AnnounceAsync(SlotAnnouncement announcement, CancellationToken cancellationToken)
    {
        foreach (var gone in slots.Keys.Where(key => key.Silo == announcement.Silo && !announcement.Devices.Contains(key.Device)).ToArray())
            slots.Remove(gone);
        foreach (var device in announcement.Devices)
        {
            var held = announcement.Held.FirstOrDefault(grant => grant.Device == device);
            if (!slots.TryGetValue((announcement.Silo, device), out var slot) || slot.Generation != announcement.Generation)
                slots[(announcement.Silo, device)] = new SlotState(announcement.Generation) { Grant = held };
            else
                slot.Grant ??= held; // this grain is younger than the grant
        }
        Allocate();
        return Task.CompletedTask;
    }

    public Task DemandAsync(SlotDemand demand, CancellationToken cancellationToken)
    {
        if (demand.Wanted > 0)
            demands[demand.Experiment] = demand;
        else
            demands.Remove(demand.Experiment);
        Allocate();
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(SlotGrant grant, CancellationToken cancellationToken)
    {
        if (slots.TryGetValue((grant.Silo, grant.Device), out var slot) && slot.Grant?.Grant == grant.Grant)
            slot.Grant = null;
        Allocate();
        return Task.CompletedTask;
    }

    public Task<string[]> ExperimentsAsync(CancellationToken cancellationToken) => Task.FromResult<string[]>(
        [.. slots.Values.Select(slot => slot.Grant?.Experiment).OfType<string>().Concat(demands.Keys).Distinct().Order(StringComparer.Ordinal)]);

    private void Allocate()
    {
        foreach (var ((silo, device), slot) in slots)
        {
            if (slot.Grant is not null || Neediest(device) is not { } demand)
                continue;
            var grant = new SlotGrant { Grant = Guid.NewGuid(), Silo = silo, Generation = slot.Generation, Device = device, Experiment = demand.Experiment };
            slot.Grant = grant;
            if (demand.Wanted > 1)
                demands[demand.Experiment] = demand with { Wanted = demand.Wanted - 1 };
            else
                demands.Remove(demand.Experiment);
            _ = GrantAsync(slot, grant);
        }
        AskBack();
    }

    private SlotDemand? Neediest(string device) => demands.Values
        .Where(demand => demand.Device == "any" || device.StartsWith(demand.Device, StringComparison.Ordinal))
        .OrderByDescending(demand => demand.Priority)
        .ThenBy(demand => Held(demand.Experiment) / demand.Weight)
        .FirstOrDefault();

    /// <summary>Someone wants a slot and all are taken: whoever holds most beyond its share gives one back when a trial of it ends.</summary>
    private void AskBack()
    {
        if (demands.Count == 0 || slots.Values.Any(slot => slot.Grant is null))
            return;
        foreach (var demand in demands.Values)
        {
            var held = slots.Values.Select(slot => slot.Grant!).GroupBy(grant => grant.Experiment).Select(group => (Experiment: group.Key, Count: group.Count()));
            var richest = held.Where(entry => entry.Experiment != demand.Experiment && entry.Count > Held(demand.Experiment) + 1).OrderByDescending(entry => entry.Count).FirstOrDefault();
            if (richest.Count > 0)
                _ = GrainFactory.GetGrain<IExperimentGrain>(richest.Experiment).GiveBackAsync(1, CancellationToken.None);
        }
    }

    private int Held(string experiment) => slots.Values.Count(slot => slot.Grant?.Experiment == experiment);

    private async Task GrantAsync(SlotState slot, SlotGrant grant)
    {
        try
        {
            await GrainFactory.GetGrain<IExperimentGrain>(grant.Experiment).GrantedAsync(grant, CancellationToken.None);
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            LogNotGranted(grant.Slot, grant.Experiment, error.Message);
            if (slot.Grant?.Grant == grant.Grant)
                slot.Grant = null;
        }
    }

    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "Slot {Slot} could not be lent to {Experiment}: {Message}")]
    private partial void LogNotGranted(string slot, string experiment, string message);

    private sealed class SlotState(int generation)
    {
        public int Generation => generation;

        public SlotGrant? Grant { get; set; }
    }
}
