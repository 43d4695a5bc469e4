namespace Search.Schedulers;

/// <summary>Settings of the threshold rule.</summary>
public sealed record ThresholdSettings : StoppingSettings
{
    /// <summary>The worst value of the objective, with the user's sign, with which a trial may go on; NaN is missing.</summary>
    public double Worst { get; init; } = double.NaN;

    /// <summary>True when larger values of the objective are better.</summary>
    public bool Maximize { get; init; }

    internal static ThresholdSettings From(GivenSettings given, SchedulerContext context) => new()
    {
        MaxEpochs = context.MaxEpochs,
        GraceEpochs = given.Integer("graceEpochs", UsualGrace(context)),
        CheckInterval = given.Integer("checkInterval", 1),
        Worst = given.Number("worst", double.NaN),
        Maximize = context.Objective.Maximize,
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;
        if (double.IsNaN(Worst))
            yield return "worst is missing: give the worst value of the objective with which a trial may go on, such as 0.3 for validAccuracy.";
    }
}
