using Search.GaussianProcesses;
using Search.Randomness;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Bayesian optimisation: a Gaussian process of the trials so far, and the configuration of which it expects the most.</summary>
/// <remarks>
/// <para>Matérn 5/2 kernel with a length scale for each column of the <see cref="SpaceEncoding"/>, noise estimated, values warped (<see cref="ValueWarp"/>), log expected improvement on the lowest
/// posterior mean (not on the lowest value, which noise made lucky). Running trials are believed to turn out as predicted (the kriging believer of Ginsbourger et al., 2010), so that
/// workers side by side look elsewhere. Failed trials count as bad as the worst. Trials left at lower rungs enter with their estimated value and its variance (<see cref="Scores"/>).</para>
/// <para>One proposal of <see cref="GlobalPeriod"/> looks at the whole space, the others within a <see cref="TrustRegion"/> around the best point, with a process of its own of
/// the <see cref="LocalPoints"/> nearest trials: that goes down curved valleys and in many dimensions, where one process for everything explores corners for ever. Where noise rules, a region around what may only have been lucky leads astray: <see cref="CmaesSampler"/>
/// proposes in its stead, from all trials, and goes by ranks of many rather than by single values.</para>
/// <para>Cost: bounded, because at most <see cref="GlobalPoints"/> trials enter a process and hyperparameters of the global one are fitted only when the trials have grown
/// by a seventh, to at most <see cref="FitPoints"/> of the trials that were known then.</para>
/// </remarks>
public sealed class GpSampler : ISampler
{
    /// <summary>Every so many proposals one is global.</summary>
    internal const int GlobalPeriod = 3;

    /// <summary>Trials of the local process, or five for each column if that is more.</summary>
    internal const int LocalPoints = 50;

    /// <summary>Most trials of the global process.</summary>
    internal const int GlobalPoints = 250;

    /// <summary>Most trials to which the global process is fitted.</summary>
    internal const int FitPoints = 100;

    /// <summary>Noise variance, of values with variance 1, from which a local search is led astray.</summary>
    private const double MuchNoise = 0.02;

    private const int Evaluations = 40;

    private readonly SamplerContext context;
    private readonly SpaceEncoding encoding;
    private readonly GpAcquisition acquisition;
    private readonly GpObservations observations;
    private readonly SobolSampler initialDesign;
    private readonly int initial;
    private readonly CmaesSampler underNoise;
    private (int Settled, GpHyperparameters Shape)? fitted;

    /// <summary>A sampler over a space that learns from a history.</summary>
    public GpSampler(SamplerContext context)
    {
        this.context = context;
        encoding = new SpaceEncoding(context.Space);
        acquisition = new GpAcquisition(context.Space, encoding, context.CountsSeconds ? new CostModel(context.Space, context.History) : null);
        initialDesign = new SobolSampler(context.Space, context.Seed);
        underNoise = new CmaesSampler(context);
        initial = Math.Clamp(encoding.Columns.Count + 2, 5, 6);
        observations = new GpObservations(encoding, initial);
    }

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed)
    {
        var data = observations.Of(context.History);
        if (data is null || encoding.Columns.Count == 0)
            return index == 0 ? Middle() : initialDesign.Propose(index, seed);
        var search = new GpSearch(data, observations.Running(context.History), new SearchRandom(seed));
        return index % GlobalPeriod == 0 ? Global(search) : Local(search, index, seed);
    }

    /// <summary>The first proposal: the middle of all ranges, which people chose with the likely values inside.</summary>
    private Configuration Middle() => context.Space.FromUnit([.. Enumerable.Repeat(0.5, context.Space.Dimensions)]);

    private Configuration Global(GpSearch search)
    {
        var data = ValueWarp.Of(search.Data.Thinned(GlobalPoints));
        return acquisition.Best(new GaussianProcess(data, Shape()), data, search, null);
    }

    private Configuration Local(GpSearch search, int index, ulong seed)
    {
        var columns = encoding.Columns.Count;
        var centre = search.Data.Points[search.Data.Lowest()];
        var length = TrustRegion.Length(search.Data.Values, columns, initial);
        var near = ValueWarp.Of(search.Data.Nearest(centre, Math.Max(LocalPoints, 5 * columns)));
        // Fitted in units of the region, so that the priors mean the same at every size of it.
        double[] zoom = [.. encoding.Columns.Select(column => column.IsChoice ? 1 : Math.Min(1, length))];
        double[][] zoomed = [.. near.Points.Select(point => point.Select((x, k) => x / zoom[k]).ToArray())];
        var shape = GpFit.Of(near with { Points = zoomed }, Evaluations);
        if (shape.Noise > MuchNoise)
            return underNoise.Propose(index, seed);
        var process = new GaussianProcess(near, shape with { LengthScales = [.. shape.LengthScales.Select((scale, k) => scale * zoom[k])] });
        var middle = near.Points[Enumerable.Range(0, near.Count).MinBy(i => process.Mean(near.Points[i]))];
        var mean = Math.Exp(shape.LengthScales.Average(scale => Math.Log(scale)));
        double[] reach = [.. shape.LengthScales.Select(scale => Math.Clamp(scale / mean, 0.5, 2) * length / 2)];
        return acquisition.Best(process, near, search, new GpRegion(middle, reach));
    }

    /// <summary>The shape of the global process. It follows from the history as it was when it was last due, so a sampler made anew finds the same.</summary>
    private GpHyperparameters Shape()
    {
        var due = context.History.Settled.Count;
        if (due > 30)
            due = (int)(30 * Math.Pow(8.0 / 7, Math.Floor(Math.Log(due / 30.0) / Math.Log(8.0 / 7) + 1e-9)));
        if (fitted is { } known && known.Settled == due)
            return known.Shape;
        // Of the trials of that time too few may have had a value. What is known now then stands in, and is not kept: it is another with every trial.
        var then = observations.Of(context.History.AsOf(due));
        var shape = GpFit.Of(ValueWarp.Of((then ?? observations.Of(context.History)!).Thinned(FitPoints)), Evaluations);
        if (then is not null)
            fitted = (due, shape);
        return shape;
    }
}
