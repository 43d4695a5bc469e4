namespace Search.Schedulers;

/// <summary>Settings of Hyperband.</summary>
public sealed record HyperbandSettings
{
    /// <summary>The rungs of the most aggressive bracket.</summary>
    public AshaSettings Rungs { get; init; } = new();

    /// <summary>Number of brackets, those that start lowest; 0 (the default) for all, 1 for plain ASHA.</summary>
    public int Brackets { get; init; }

    /// <summary>How many proposals each bracket gets in one sweep over all, lowest start first: n in the paper, for s = s_max … 0.</summary>
    public IReadOnlyList<int> Sizes()
    {
        var levels = Rungs.Fidelities().Count;
        return [.. Enumerable.Range(0, Brackets == 0 ? levels : Brackets).Select(level => Size(levels, levels - 1 - level))];
    }

    internal static HyperbandSettings From(GivenSettings given, SchedulerContext context) =>
        new() { Rungs = AshaSettings.From(given, context), Brackets = given.Integer("brackets", 0) };

    /// <summary>What is wrong with the settings; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        string[] errors = [.. Rungs.Errors()];
        foreach (var error in errors)
            yield return error;
        if (Brackets < 0)
            yield return $"brackets is {Brackets}, but must be at least 1, or 0 for all.";
        else if (errors.Length == 0 && Brackets > Rungs.Fidelities().Count)
            yield return $"brackets is {Brackets}, but there are only {Rungs.Fidelities().Count} rungs to start from: lower brackets, minEpochs or minFraction.";
    }

    /// <summary>n = ⌈(s_max + 1) · η^s / (s + 1)⌉, in whole numbers.</summary>
    private int Size(int levels, int s)
    {
        var size = (decimal)levels;
        for (var i = 0; i < s; i++)
            size *= Rungs.ReductionFactor;
        return (int)Math.Min(int.MaxValue, Math.Ceiling(size / (s + 1)));
    }
}
