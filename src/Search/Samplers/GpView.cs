using Search.GaussianProcesses;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>What a Gaussian process sampler derives from a space: its encoding, and the processes' shapes in it.</summary>
internal sealed class GpView
{
    /// <summary>Of a space, which is the context's with its parameters perhaps on other scales.</summary>
    /// <param name="context">What the sampler is made for.</param>
    /// <param name="space">The space.</param>
    /// <param name="least">With fewer values than this nothing can be said.</param>
    public GpView(SamplerContext context, SearchSpace space, int least)
    {
        Space = space;
        Encoding = new SpaceEncoding(space);
        Observations = new GpObservations(Encoding, least);
        Acquisition = new GpAcquisition(space, Encoding, context.CountsSeconds ? new CostModel(space, context.History) : null);
        WarpedShape = new GpShape(history => Observations.Of(history) is { } data ? ValueWarp.Of(data.Thinned(GpSampler.FitPoints(data.Count))) : null, GpSampler.Evaluations);
        PlainShape = new GpShape(history => Observations.Of(history) is { } data ? data.Spread(GpSampler.FitPoints(data.Count)).Standardized() : null, GpSampler.Evaluations);
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>Its encoding.</summary>
    public SpaceEncoding Encoding { get; }

    /// <summary>Trials in that encoding.</summary>
    public GpObservations Observations { get; }

    /// <summary>Finds what to try in it.</summary>
    public GpAcquisition Acquisition { get; }

    /// <summary>Of a process of warped values.</summary>
    public GpShape WarpedShape { get; }

    /// <summary>Of a process of values as they are.</summary>
    public GpShape PlainShape { get; }
}
