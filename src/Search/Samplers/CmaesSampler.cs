using Search.Randomness;
using Search.Samplers.Cmaes;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>Covariance matrix adaptation: samples from a normal distribution that turns and stretches along the valley it finds itself in.</summary>
/// <remarks>
/// Hansen, "The CMA Evolution Strategy: A Tutorial" (arXiv 1604.00772), with negative weights; m₀ is the middle, σ₀ a sixth of the range, λ = 4 + ⌊3 ln n⌋, doubled at every restart
/// (IPOP: Auger and Hansen, CEC 2005). Finite numbers and ordinals keep a margin (Hamano et al., "CMA-ES with Margin", GECCO 2022); choices have frequencies of their own, as in CatCMA.
/// Asynchronous: a generation is the next λ trials that settle, whoever proposed them and whenever, so that nothing waits; trials of an earlier distribution, seed points and random
/// stand-ins are taken in as injected points, their steps cut to a usual length. Only trials that were proposed before a restart are left out after it.
/// Deviations: a trial's raw point is not on record, so that within the stretch of a finite value, and for an absent parameter, one is drawn anew, by the trial's number; failed trials
/// rank last and never pull the mean; where the space was widened, a run begins anew at the best trial of the narrower one; trials of different fidelities are compared by their estimates at the deepest; with several objectives the first alone counts.
/// Cost: O(n³) for each generation in n parameters, folded once; O(trials) for each proposal after a change. All of it again where estimates of earlier trials have changed.
/// </remarks>
public sealed class CmaesSampler : ISampler
{
    private readonly SamplerContext context;
    private readonly List<double> folded = [];
    private CmaRun run;
    private int restarts;
    private int runStart;
    private long current = -1;

    /// <summary>A sampler of a search.</summary>
    public CmaesSampler(SamplerContext context)
    {
        this.context = context;
        run = First();
    }

    /// <inheritdoc/>
    public long? Count => null;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed)
    {
        Learn();
        return context.Space.FromUnit(run.Sample(new SearchRandom(seed)));
    }

    /// <summary>The first run begins in the middle, or, where the space was widened, at the best of the narrower one: its trials would hold the distribution within that one for long.</summary>
    private CmaRun First()
    {
        runStart = context.FromNarrower;
        var known = Scores.Of(context.History.AsOf(runStart)).Where(score => !double.IsNaN(score.Value)).ToArray();
        return Start(null, CmaParameters.PopulationFor(context.Space.Parameters.Count(parameter => parameter.Domain.Count != 1)), known.Length > 0 ? known.MinBy(score => score.Value).Trial.Configuration : null);
    }

    private CmaRun Start(SearchRandom? mean, int population, Configuration? from = null) => new(context.Space, Seeds.Derive(context.Seed, "cmaes", restarts), population, mean, from);

    private void Learn()
    {
        if (current == context.History.Version)
            return;
        current = context.History.Version;
        var scores = Scores.Of(context.History);
        for (var i = 0; i < folded.Count; i++)
            if (!folded[i].Equals(scores[i].Value))
            {
                // What was folded in rests on another estimate: a sampler that is created now would know only this one.
                folded.Clear();
                restarts = 0;
                run = First();
            }
        for (var i = folded.Count; i < scores.Length; i++)
        {
            var (trial, score) = (scores[i].Trial, scores[i].Value);
            folded.Add(score);
            if (trial.SettledBefore < runStart)
                continue;
            run.Tell(trial, score);
            if (!run.IsOver)
                continue;
            restarts++;
            runStart = folded.Count;
            run = Start(new SearchRandom(Seeds.Derive(context.Seed, "restart", restarts)), Math.Min(2 * run.Population, 10_000));
        }
    }
}
