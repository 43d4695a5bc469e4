using Search.GaussianProcesses;

namespace Search.Samplers;

/// <summary>The hyperparameters of a process of all trials, fitted anew only when the trials have grown by a seventh.</summary>
/// <remarks>They follow from the history as it was when a fit was last due, so a sampler made anew finds the same.</remarks>
/// <param name="observations">Makes the observations of a history; null where there are too few.</param>
/// <param name="evaluations">At most so many evaluations of the likelihood.</param>
internal sealed class GpShape(Func<TrialHistory, GpData?> observations, int evaluations)
{
    private const int FirstTrials = 30;
    private const double Growth = 8.0 / 7;

    private (int Settled, GpHyperparameters Shape)? fitted;

    /// <summary>The shape for a history that has enough observations now.</summary>
    public GpHyperparameters Of(TrialHistory history)
    {
        var due = history.Settled.Count;
        if (due > FirstTrials)
            due = (int)(FirstTrials * Math.Pow(Growth, Math.Floor(Math.Log(due / (double)FirstTrials) / Math.Log(Growth) + 1e-9)));
        if (fitted is { } known && known.Settled == due)
            return known.Shape;
        // Of the trials of that time too few may have had a value. What is known now then stands in, and is not kept: it is another with every trial.
        var then = observations(history.AsOf(due));
        var shape = GpFit.Of(then ?? observations(history)!, evaluations);
        if (then is not null)
            fitted = (due, shape);
        return shape;
    }
}
