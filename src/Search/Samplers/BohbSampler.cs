using Search.Randomness;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>For trials that are compared early: two models of all fidelities at once, and every second proposal knows nothing.</summary>
/// <remarks>
/// After Falkner, Klein and Hutter, "BOHB: Robust and Efficient Hyperparameter Optimization at Scale" (ICML 2018): a model of good and bad trials, and some proposals at random. Deviations, by what was measured on
/// recorded curves (<c>bench/Optuna</c>):
/// <list type="bullet">
/// <item>One model of all fidelities, values of lower rungs carried up (<see cref="Scores"/>), instead of one of the highest that has enough trials.</item>
/// <item>Half of the proposals, not a third, know nothing. A bad one costs only its first rung, and values there are noisy enough that a model alone keeps to what was lucky. They are points of one scrambled
/// Sobol sequence, which is evener than chance.</item>
/// <item>The other half comes from <see cref="TpeSampler"/> and <see cref="GpSampler"/> in turn. The process is ahead where values change smoothly; where many trials are twins (<see cref="PastTrial.Twin"/>) the
/// objective is a staircase, of which it is no model, and the densities propose alone, as they do in spaces too wide for it.</item>
/// </list>
/// With a budget of time both divide a candidate's expected improvement by what an epoch of it is predicted to cost (<see cref="CostModel"/>). Proposals then depend on measured seconds;
/// without one they do not, and a search repeats exactly.
/// </remarks>
public sealed class BohbSampler : ISampler
{
    /// <summary>So many of the newest trials are looked at for twins.</summary>
    private const int Newest = 50;

    /// <summary>From this part of twins on the objective is a staircase.</summary>
    private const double StaircaseTwins = 0.2;

    private readonly TrialHistory history;
    private readonly SobolSampler explorer;
    private readonly TpeSampler densities;
    private readonly GpSampler? process;

    /// <summary>A sampler of a search.</summary>
    public BohbSampler(SamplerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        history = context.History;
        explorer = new SobolSampler(context.Space, context.Seed);
        // Their own first points are not to be the explorer's.
        densities = new TpeSampler(context with { Seed = Seeds.Derive(context.Seed, "densities") });
        process = new SpaceEncoding(context.Space).Columns.Count <= AutoSampler.MostColumns ? new GpSampler(context with { Seed = Seeds.Derive(context.Seed, "process") }) : null;
    }

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed) => (index % 4) switch
    {
        0 or 2 => explorer.Propose(index / 2, seed),
        3 when process is not null && !IsStaircase => process.Propose(index / 4, seed),
        _ => densities.Propose(index / 2, seed),
    };

    /// <summary>True when many trials turn out to be the training of another.</summary>
    private bool IsStaircase
    {
        get
        {
            var (twins, seen) = (0, Math.Min(Newest, history.Settled.Count));
            for (var i = 1; i <= seen; i++)
                twins += history.Settled[^i].Twin is null ? 0 : 1;
            return twins > StaircaseTwins * seen;
        }
    }
}
