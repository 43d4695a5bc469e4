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
/// the <see cref="LocalPoints"/> nearest trials: that goes down curved valleys and in many dimensions, where one process for everything explores corners for ever. </para>
/// <para>Where noise rules, a region around what may only have been lucky leads astray. Then every second proposal looks at the whole space with a process of plain values
/// (a warp that spreads out the good ones spreads out their noise), the others are those of <see cref="CmaesSampler"/>, which goes by ranks of many rather than by single values.</para>
/// <para>All of this on scales learned from the trials where the declared ones are clearly wrong (<see cref="LearnedScales"/>).</para>
/// <para>Cost: bounded, because at most <see cref="GlobalPoints"/> trials enter a process and hyperparameters of the global one are fitted only when the trials have grown
/// by a seventh, to at most <see cref="FitPoints"/> of the trials that were known then.</para>
/// </remarks>
public sealed class GpSampler : ISampler
{
    /// <summary>Every so many proposals one is global.</summary>
    internal const int GlobalPeriod = 3;

    /// <summary>Trials of the local process, or five for each column if that is more.</summary>
    internal const int LocalPoints = 50;

    /// <summary>Beyond so many trials a search is long enough that a proposal's cost counts for more than the last of its quality.</summary>
    private const int ManyTrials = 300;

    /// <summary>Noise variance, of values with variance 1, from which a local search is led astray.</summary>
    private const double MuchNoise = 0.02;

    /// <summary>Most evaluations of the likelihood for a fit.</summary>
    internal const int Evaluations = 40;

    private readonly SamplerContext context;
    private readonly SobolSampler initialDesign;
    private readonly int initial;
    private readonly CmaesSampler underNoise;
    private readonly LearnedScales scales;
    private GpView view;

    /// <summary>A sampler over a space that learns from a history.</summary>
    public GpSampler(SamplerContext context)
    {
        this.context = context;
        initialDesign = new SobolSampler(context.Space, context.Seed);
        underNoise = new CmaesSampler(context);
        initial = Math.Clamp(new SpaceEncoding(context.Space).Columns.Count + 2, 5, 6);
        view = new GpView(context, context.Space, initial);
        scales = new LearnedScales(context.Space, view.Observations, Evaluations);
    }

    /// <inheritdoc/>
    public long? Count => null;

    /// <summary>Most trials of the global process.</summary>
    private static int GlobalPoints(int trials) => trials > ManyTrials ? 150 : 250;

    /// <summary>Most trials to which hyperparameters of the whole space are fitted.</summary>
    internal static int FitPoints(int trials) => trials > ManyTrials ? 60 : 100;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed)
    {
        var space = view.Encoding.Columns.Count == 0 ? view.Space : scales.Of(context.History);
        if (!ReferenceEquals(space, view.Space))
            view = new GpView(context, space, initial);
        var data = view.Encoding.Columns.Count == 0 ? null : view.Observations.Of(context.History);
        if (data is null)
            return index == 0 ? Middle() : initialDesign.Propose(index, seed);
        var search = new GpSearch(data, view.Observations.Running(context.History), new SearchRandom(seed));
        var near = Near(search);
        if (near.Shape.Noise > MuchNoise)
            return index % 2 == 0 ? UnderNoise(search) : underNoise.Propose(index, seed);
        return index % GlobalPeriod == 0 ? Global(search) : Local(search, near);
    }

    /// <summary>The first proposal: the middle of all ranges, which people chose with the likely values inside.</summary>
    private Configuration Middle() => context.Space.FromUnit([.. Enumerable.Repeat(0.5, context.Space.Dimensions)]);

    private Configuration Global(GpSearch search)
    {
        var data = ValueWarp.Of(search.Data.Thinned(GlobalPoints(search.Data.Count)));
        return view.Acquisition.Best(new GaussianProcess(data, view.WarpedShape.Of(context.History)), data, search, null);
    }

    private Configuration UnderNoise(GpSearch search)
    {
        var data = search.Data.Thinned(GlobalPoints(search.Data.Count)).Standardized();
        return view.Acquisition.Best(new GaussianProcess(data, view.PlainShape.Of(context.History)), data, search, null);
    }

    private Configuration Local(GpSearch search, Neighbourhood near)
    {
        var process = new GaussianProcess(near.Data, near.Shape with { LengthScales = [.. near.Shape.LengthScales.Select((scale, k) => scale * near.Zoom[k])] });
        var middle = near.Data.Points[Enumerable.Range(0, near.Data.Count).MinBy(i => process.Mean(near.Data.Points[i]))];
        var mean = Math.Exp(near.Shape.LengthScales.Average(scale => Math.Log(scale)));
        double[] reach = [.. near.Shape.LengthScales.Select(scale => Math.Clamp(scale / mean, 0.5, 2) * near.Length / 2)];
        return view.Acquisition.Best(process, near.Data, search, new GpRegion(middle, reach));
    }

    /// <summary>The trials around the best, and the shape of a process of them in units of the trust region.</summary>
    private Neighbourhood Near(GpSearch search)
    {
        var columns = view.Encoding.Columns.Count;
        var length = TrustRegion.Length(search.Data.Values, columns, initial);
        var data = ValueWarp.Of(search.Data.Nearest(search.Data.Points[search.Data.Lowest()], Math.Max(LocalPoints, 5 * columns)));
        // Fitted in units of the region, so that the priors mean the same at every size of it.
        double[] zoom = [.. view.Encoding.Columns.Select(column => column.IsChoice ? 1 : Math.Min(1, length))];
        double[][] zoomed = [.. data.Points.Select(point => point.Select((x, k) => x / zoom[k]).ToArray())];
        return new Neighbourhood(data, GpFit.Of(data with { Points = zoomed }, Evaluations), zoom, length);
    }

    /// <summary>What a local search goes by.</summary>
    private sealed record Neighbourhood(GpData Data, GpHyperparameters Shape, double[] Zoom, double Length);
}
