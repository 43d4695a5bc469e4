using Search.Spaces;

namespace Search.Samplers;

/// <summary>What <c>auto</c> stands for, by space and budget.</summary>
/// <remarks>
/// The Gaussian process, which is ahead wherever it was measured (<c>bench/Optuna</c>) and whose cost does not grow with the trials. Beyond <see cref="MostColumns"/> columns, where its length scales cannot
/// be told from so few trials, tree-structured Parzen estimators. With several objectives NSGA-II.
/// </remarks>
internal static class AutoSampler
{
    /// <summary>Most columns of the encoding for which the Gaussian process is chosen.</summary>
    internal const int MostColumns = 40;

    /// <summary>The registered name.</summary>
    public static string Choose(SamplerContext context) => context.History.Objectives > 1 ? "nsga2" : new SpaceEncoding(context.Space).Columns.Count <= MostColumns ? "gp" : "tpe";
}
