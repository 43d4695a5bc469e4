using Search.Spaces;

namespace Search.Samplers;

/// <summary>What <c>auto</c> stands for, by space and kind of search.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Several objectives: NSGA-II.</item>
/// <item>Trials that are compared early: BOHB, which explores much and models all fidelities.</item>
/// <item>Trials that all run to their end: the Gaussian process, which is ahead on every function it was measured on and whose cost does not grow with the trials. Beyond <see cref="MostColumns"/> columns its length
/// scales cannot be told from so few trials: tree-structured Parzen estimators.</item>
/// </list>
/// </remarks>
internal static class AutoSampler
{
    /// <summary>Most columns of the encoding for which the Gaussian process is chosen.</summary>
    internal const int MostColumns = 40;

    /// <summary>The sampler for a search.</summary>
    public static ISampler For(SamplerContext context)
    {
        if (context.History.Objectives > 1)
            return new Nsga2Sampler(context);
        if (context.IsMultiFidelity)
            return new BohbSampler(context);
        return new SpaceEncoding(context.Space).Columns.Count <= MostColumns ? new GpSampler(context) : new TpeSampler(context);
    }
}
