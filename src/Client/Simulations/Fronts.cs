using Search.Boards;
using Search.Experiments;
using Search.Objectives;
using Search.Simulation;

namespace Search.Client.Simulations;

/// <summary>Pareto fronts of simulated searches: every trial stands there with its last values.</summary>
internal static class Fronts
{
    /// <summary>The trials that no other dominates, in the order of the first objective.</summary>
    public static IReadOnlyList<FrontPoint> Of(ExperimentSpec spec, IEnumerable<SimulatedEvaluation> evaluations)
    {
        SimulatedEvaluation[] last = [.. evaluations.Where(evaluation => !evaluation.IsFailure).GroupBy(evaluation => evaluation.Trial).Select(group => group.Last())];
        if (last.Length == 0)
            return [];
        IReadOnlyList<double>[] points = [.. last.Select(evaluation => Internal(spec, evaluation.Values))];
        return [.. ParetoFronts.Of(points)[0].OrderBy(index => points[index][0]).ThenBy(index => last[index].Trial)
            .Select(index => new FrontPoint(last[index].Trial, last[index].Epoch, last[index].Values))];
    }

    /// <summary>Volume between a front and a reference.</summary>
    public static double Volume(ExperimentSpec spec, IReadOnlyList<FrontPoint> front, IReadOnlyList<double> reference) =>
        Hypervolume.Of(front.Select(point => Internal(spec, point.Values)), Internal(spec, reference));

    /// <summary>The worst value of every objective, with the user's signs; zeros when there is none.</summary>
    public static IReadOnlyList<double> Worst(ExperimentSpec spec, IEnumerable<SimulatedEvaluation> evaluations)
    {
        var worst = spec.Objectives.Select(_ => double.NegativeInfinity).ToArray();
        foreach (var evaluation in evaluations.Where(evaluation => !evaluation.IsFailure))
            for (var i = 0; i < worst.Length; i++)
                worst[i] = Math.Max(worst[i], spec.Objectives[i].ToInternal(evaluation.Values[i]));
        return [.. worst.Select((value, i) => double.IsFinite(value) ? spec.Objectives[i].ToUser(value) : 0)];
    }

    private static double[] Internal(ExperimentSpec spec, IReadOnlyList<double> values) => [.. values.Select((value, i) => spec.Objectives[i].ToInternal(value))];
}
