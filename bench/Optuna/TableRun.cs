namespace Search.Bench.Optuna;

/// <summary>One search on a table of curves.</summary>
/// <param name="Sampler">What proposed.</param>
/// <param name="Seed">The search's seed.</param>
/// <param name="Incumbents">Each with the epochs spent when it became one, the regret of its observed value, and that of its recorded last value.</param>
/// <param name="Seconds">Time that everything but the table took.</param>
/// <param name="Trials">Configurations begun.</param>
internal sealed record TableRun(string Sampler, int Seed, double[][] Incumbents, double Seconds, int Trials) : IKeyed
{
    public string Key => KeyOf(Sampler, Seed);

    public static string KeyOf(string sampler, int seed) => $"{sampler} {seed}";

    /// <summary>The regret once so many epochs were spent; infinite before the first.</summary>
    /// <param name="spent">Epochs.</param>
    /// <param name="kind">1 for the observed value, 2 for the last one.</param>
    public double After(long spent, int kind)
    {
        var regret = double.PositiveInfinity;
        foreach (var incumbent in Incumbents)
            if (incumbent[0] <= spent)
                regret = incumbent[kind];
        return regret;
    }
}
