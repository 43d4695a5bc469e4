namespace Search.Training.Schedules;

/// <summary>The schedules by name. A new one is one file and one line here.</summary>
public static class ScheduleFamilies
{
    private static readonly SortedDictionary<string, Schedule> All = new(StringComparer.Ordinal)
    {
        ["constant"] = ConstantSchedule.Factor,
        ["cosine"] = CosineSchedule.Factor,
        ["oneCycle"] = OneCycleSchedule.Factor,
        ["step10"] = Step10Schedule.Factor,
        ["warmJumpDecay"] = WarmJumpDecaySchedule.Factor,
    };

    /// <summary>The registered names in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys];

    /// <summary>The schedule of a registered name.</summary>
    internal static Schedule Get(string name) => All[name];
}
