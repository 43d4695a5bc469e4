namespace Search.Schedulers;

/// <summary>Settings of successive halving for several objectives.</summary>
public sealed record ParetoSettings
{
    /// <summary>The rungs.</summary>
    public AshaSettings Rungs { get; init; } = new();

    /// <summary>Number of objectives; at least 1.</summary>
    public int Objectives { get; init; } = 1;

    internal static ParetoSettings From(GivenSettings given, SchedulerContext context) => new() { Rungs = AshaSettings.From(given, context), Objectives = context.Objectives };

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        foreach (var error in Rungs.Errors())
            yield return error;
        if (Rungs.MinFraction < 1)
            yield return FormattableString.Invariant($"minFraction is {Rungs.MinFraction}, but several objectives are compared at epochs only: leave it out.");
        if (Objectives < 1)
            yield return $"objectives is {Objectives}, but must be at least 1.";
    }
}
