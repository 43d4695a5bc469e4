namespace Search.Schedulers;

/// <summary>Settings of the patience rule.</summary>
public sealed record PatienceSettings : StoppingSettings
{
    /// <summary>Epochs without improvement after which a trial no longer runs; at least 1.</summary>
    public int Patience { get; init; } = 9;

    /// <summary>The least change of the objective that counts as an improvement; not negative.</summary>
    public double MinDelta { get; init; }

    internal static PatienceSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MaxEpochs = context.MaxEpochs,
        GraceEpochs = given.Integer("graceEpochs", UsualGrace(context)),
        CheckInterval = given.Integer("checkInterval", 1),
        Patience = given.Integer("patience", Math.Max(1, context.MaxEpochs / 3)),
        MinDelta = given.Number("minDelta", 0),
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;
        if (Patience < 1)
            yield return $"patience is {Patience}, but must be at least 1: the number of epochs a trial may go without improving.";
        if (!(MinDelta >= 0) || double.IsInfinity(MinDelta))
            yield return FormattableString.Invariant($"minDelta is {MinDelta}, but must be at least 0: the least change that counts as an improvement.");
    }
}
