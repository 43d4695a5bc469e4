namespace Search.Bench.Optuna;

/// <summary>One search on one function.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Sampler">Optuna's sampler.</param>
/// <param name="Seed">The search's seed.</param>
/// <param name="Gaps">After every evaluation: distance of the best observed configuration, without noise, from the minimum.</param>
/// <param name="Seconds">Time that proposals took, over all.</param>
internal sealed record FunctionRun(string Function, string Sampler, int Seed, double[] Gaps, double Seconds) : IKeyed
{
    public string Key => KeyOf(Function, Sampler, Seed);

    public static string KeyOf(string function, string sampler, int seed) => $"{function} {sampler} {seed}";
}
