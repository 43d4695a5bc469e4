using Microsoft.Extensions.Logging;
using Search.Grains.Interfaces;
using Search.Grains.Placement;

namespace Search.Grains.Devices;

/// <summary>Shares the slots out: higher priority first, then the experiment furthest below its weighted share.</summary>
[GrainType("search-device-pool"), KeepAlive, ControlPlacement]
internal sealed partial class DevicePoolGrain(TimeProvider time, SiloPresence presence, ILogger<DevicePoolGrain> logger) : Grain, IDevicePoolGrain
{
    private readonly SortedDictionary<(string Silo, string Device), SlotState> slots = [];
    private readonly SortedDictionary<string, SlotDemand> demands = new(StringComparer.Ordinal);
    private MembershipVersion seen = MembershipVersion.MinValue;

    public Task AnnounceAsync(SlotAnnouncement announcement, CancellationToken cancellationToken)
    {
        if (presence.IsGone(announcement.Silo, announcement.Generation))
            return Task.CompletedTask; // one that does not know yet that it was given up
        foreach (var gone in slots.Keys.Where(key => key.Silo == announcement.Silo && !announcement.Devices.Contains(key.Device)).ToArray())
            slots.Remove(gone);
        foreach (var device in announcement.Devices)
        {
            var held = announcement.Held.FirstOrDefault(grant => grant.Device == device);
            if (!slots.TryGetValue((announcement.Silo, device), out var slot) || slot.Generation != announcement.Generation)
                slots[(announcement.Silo, device)] = new SlotState(announcement.Generation) { Grant = held };
            else
                Confirm(slot, held, announcement);
        }
        Allocate();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Compares a slot's grant with what its silo runs; the silo's word counts. A grant that two announcements in a row find unused was forgotten:
    /// its experiment lost its memory between grant and start, and is offered the slot anew. Were the start only late, the silo would refuse it.
    /// </summary>
    private void Confirm(SlotState slot, SlotGrant? held, SlotAnnouncement announcement)
    {
        slot.Refused = false;
        if (held is not null)
        {
            (slot.Grant, slot.Unused) = (held, null);
            return;
        }
        if (slot.Grant is not { } grant)
            return;
        if (slot.Unused is not { } unused || unused.Grant != grant.Grant)
            slot.Unused = (grant.Grant, time.GetTimestamp());
        // By the clock too: a process that was stopped for a while hears two announcements at once.
        else if (time.GetElapsedTime(unused.Since) >= 0.9 * announcement.Every)
            Lend(slot, announcement.Silo, grant.Device, grant.Experiment);
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

    public Task ReleaseAsync(SlotGrant grant, bool refused, CancellationToken cancellationToken)
    {
        if (slots.TryGetValue((grant.Silo, grant.Device), out var slot) && slot.Grant?.Grant == grant.Grant)
            (slot.Grant, slot.Refused) = (null, refused);
        Allocate();
        return Task.CompletedTask;
    }

    public Task<int> SlotsAsync(CancellationToken cancellationToken) => Task.FromResult(slots.Count);

    public Task<string[]> ExperimentsAsync(CancellationToken cancellationToken) => Task.FromResult<string[]>(
        [.. slots.Values.Select(slot => slot.Grant?.Experiment).OfType<string>().Concat(demands.Keys).Distinct().Order(StringComparer.Ordinal)]);

    private void Allocate()
    {
        ForgetGone();
        foreach (var ((silo, device), slot) in slots)
        {
            if (slot.Grant is not null || slot.Refused || Neediest(device) is not { } demand)
                continue;
            if (demand.Wanted > 1)
                demands[demand.Experiment] = demand with { Wanted = demand.Wanted - 1 };
            else
                demands.Remove(demand.Experiment);
            Lend(slot, silo, device, demand.Experiment);
        }
        AskBack();
    }

    private void ForgetGone()
    {
        if (presence.Version == seen)
            return;
        seen = presence.Version;
        foreach (var gone in slots.Where(slot => presence.IsGone(slot.Key.Silo, slot.Value.Generation)).Select(slot => slot.Key).ToArray())
            slots.Remove(gone);
    }

    private void Lend(SlotState slot, string silo, string device, string experiment)
    {
        slot.Grant = new SlotGrant { Grant = Guid.NewGuid(), Silo = silo, Generation = slot.Generation, Device = device, Experiment = experiment };
        slot.Unused = null;
        _ = GrantAsync(slot, slot.Grant);
    }

    private SlotDemand? Neediest(string device) => demands.Values
        .Where(demand => demand.Device == "any" || device.StartsWith(demand.Device, StringComparison.Ordinal))
        .OrderByDescending(demand => demand.Priority)
        .ThenBy(demand => Held(demand.Experiment) / demand.Weight)
        .FirstOrDefault();

    /// <summary>Someone wants a slot and all are taken: whoever holds most beyond its share gives one back when a trial of it ends.</summary>
    private void AskBack()
    {
        if (demands.Count == 0 || slots.Values.Any(slot => slot is { Grant: null, Refused: false }))
            return;
        foreach (var demand in demands.Values)
        {
            var held = slots.Values.Select(slot => slot.Grant).OfType<SlotGrant>().GroupBy(grant => grant.Experiment).Select(group => (Experiment: group.Key, Count: group.Count()));
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

        /// <summary>The grant that announcements find unused, and since when; null while it is in use.</summary>
        public (Guid Grant, long Since)? Unused { get; set; }

        /// <summary>True when the silo refused a start: until its next announcement another would fare alike.</summary>
        public bool Refused { get; set; }
    }
}
