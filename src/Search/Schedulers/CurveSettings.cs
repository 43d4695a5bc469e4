namespace Search.Schedulers;

/// <summary>Settings of learning-curve extrapolation.</summary>
public sealed record CurveSettings : PeerSettings
{
    /// <summary>A trial is stopped when the odds that its final value is better than the best completed one are below this; above 0, below 1.</summary>
    public double Odds { get; init; } = 0.05;

    internal static CurveSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MaxEpochs = context.MaxEpochs,
        // A shape of two unknowns and noise needs four points.
        GraceEpochs = given.Integer("graceEpochs", Math.Min(context.MaxEpochs, Math.Max(4, UsualGrace(context)))),
        CheckInterval = given.Integer("checkInterval", 1),
        MinPeers = given.Integer("minPeers", 3),
        Odds = given.Number("odds", 0.05),
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;
        if (!(Odds is > 0 and < 1))
            yield return FormattableString.Invariant($"odds is {Odds}, but must be above 0 and below 1: a trial is stopped when it ends better than the best with less than these odds (0.05 is usual).");
    }
}
