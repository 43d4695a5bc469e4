namespace Search.Schedulers;

/// <summary>Settings of the median stopping rule.</summary>
public sealed record MedianSettings : PeerSettings
{
    internal static MedianSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MaxEpochs = context.MaxEpochs,
        GraceEpochs = given.Integer("graceEpochs", UsualGrace(context)),
        CheckInterval = given.Integer("checkInterval", 1),
        MinPeers = given.Integer("minPeers", 3),
    };
}
