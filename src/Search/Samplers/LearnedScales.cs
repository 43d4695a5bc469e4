using Search.GaussianProcesses;
using Search.LinearAlgebra;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>The space with its parameters on the scales that the trials show to be right, where those are clearly others than the declared ones.</summary>
/// <remarks>
/// A parameter declared uniform that acts by its logarithm costs a stationary process most of its power. The bends (<see cref="KumaraswamyWarp"/>) of all continuous parameters are fitted together with the process; they count only where
/// they make the observations plausible beyond what so many more hyperparameters are worth, so that well declared spaces are left as they are. Fitted anew when the trials have
/// doubled; they follow from the history as it was then, so a sampler made anew finds the same.
/// </remarks>
/// <param name="space">The space as declared.</param>
/// <param name="observations">Of that space.</param>
/// <param name="evaluations">At most so many evaluations of each likelihood.</param>
internal sealed class LearnedScales(SearchSpace space, GpObservations observations, int evaluations)
{
    /// <summary>The first fit; every next one when there are twice as many.</summary>
    internal const int FirstTrials = 20;

    /// <summary>How much the logarithm of the plausibility must gain. With 3, functions declared well lost some of their first 50 evaluations; with 5 none did, and misdeclared ones gained as much.</summary>
    private const double LeastGain = 5;

    private readonly SpaceEncoding encoding = new(space);
    private (int Settled, SearchSpace Space) known = (0, space);

    /// <summary>The space on the scales for a history; the same object until it changes.</summary>
    public SearchSpace Of(TrialHistory history)
    {
        var due = FirstTrials;
        while (2 * due <= history.Settled.Count)
            due *= 2;
        if (due > history.Settled.Count)
            return space;
        if (known.Settled != due)
            known = (due, observations.Of(history.AsOf(due)) is { } data ? Bent(ValueWarp.Of(data.Thinned(GpSampler.FitPoints(data.Count)))) : space);
        return known.Space;
    }

    private SearchSpace Bent(GpData data)
    {
        int[] columns = [.. encoding.Columns.Index().Where(column => column.Item is { Count: null, IsChoice: false }).Select(column => column.Index)];
        if (columns.Length == 0)
            return space;
        var straight = new GpLikelihood(data);
        var x = GpFit.Logarithms(straight, evaluations);
        var before = straight.Evaluate(x, []);
        var bent = new GpLikelihood(data, columns);
        double[] y = [.. x, .. new double[2 * columns.Length]];
        var (low, high) = bent.Bounds();
        var after = BoxMinimizer.Minimize(bent.Evaluate, y, low, high, evaluations, tolerance: 1e-3);
        if (!(before - after > LeastGain))
            return space;
        Parameter[] parameters = [.. space.Parameters];
        foreach (var (column, warp) in columns.Zip(bent.Warps(y)))
            parameters[encoding.Columns[column].Parameter] = Bent(parameters[encoding.Columns[column].Parameter], warp);
        return space with { Parameters = parameters };
    }

    private static Parameter Bent(Parameter parameter, KumaraswamyWarp warp) => parameter with
    {
        Domain = new WarpedDomain(parameter.Domain, warp),
        Refinements = [.. parameter.Refinements.Select(refinement => refinement with { Domain = new WarpedDomain(refinement.Domain, warp) })],
    };
}
