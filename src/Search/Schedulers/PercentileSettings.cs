namespace Search.Schedulers;

/// <summary>Settings of the percentile rule.</summary>
public sealed record PercentileSettings : PeerSettings
{
    /// <summary>Percentile of the peers' values, best first, that a trial must reach: 25 keeps about the best quarter; above 0, below 100.</summary>
    public double Percentile { get; init; } = 50;

    internal static PercentileSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MaxEpochs = context.MaxEpochs,
        GraceEpochs = given.Integer("graceEpochs", UsualGrace(context)),
        CheckInterval = given.Integer("checkInterval", 1),
        MinPeers = given.Integer("minPeers", 3),
        Percentile = given.Number("percentile", 50),
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;
        if (!(Percentile is > 0 and < 100))
            yield return FormattableString.Invariant($"percentile is {Percentile}, but must be above 0 and below 100: 25 keeps about the best quarter.");
    }
}
