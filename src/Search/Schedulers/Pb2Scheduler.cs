using Search.Randomness;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Population-based bandits: a fork's hyperparameters maximise what a Gaussian process in time expects them to gain.</summary>
/// <remarks>
/// Parker-Holder et al., "Provably Efficient Online Hyperparameter Optimization with Population-Based Bandits" (NeurIPS 2020), Algorithm 1: the gain of a member from one
/// comparison to the next is a noisy sample of a function of its hyperparameters x and the time t, with the kernel k(x, x') · (1 − ε)^(|t − t'|/2), a squared exponential
/// in x. Of <see cref="Candidates"/> points, half drawn anew and half near the parent, the one with the largest μ + √β·σ is taken. Deviations: forks whose gain is not known yet are
/// not counted in σ, since random candidates keep them apart; the kernel's length is the most likely of three and ε of two, instead of a gradient search; β is constant; only the
/// newest <see cref="Newest"/> gains are kept; before <see cref="Least"/> gains it perturbs as <see cref="PbtScheduler"/> does; choices and the model stay as they are.
/// Cost: O(m³) in the gains kept, m ≤ 120, for a fork.
/// </remarks>
public sealed class Pb2Scheduler : PopulationScheduler
{
    /// <summary>Points among which the best is taken.</summary>
    public const int Candidates = 256;

    /// <summary>Gains that the process is fitted to at most.</summary>
    public const int Newest = 120;

    /// <summary>Gains without which there is nothing to fit.</summary>
    public const int Least = 4;

    private const double RootBeta = 1.5;

    private readonly int interval;
    private Perturbation perturbation;
    private readonly Dictionary<int, (int Parent, int Epoch)> forks = [];
    private readonly List<(Configuration Configuration, double Time, double Gain)> gains = [];

    /// <summary>A scheduler without members.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    public Pb2Scheduler(PopulationSettings settings, SearchSpace space, ulong seed) : base(settings, seed) => (interval, perturbation) = (settings.Interval, new Perturbation(space));

    private protected override void ExploreIn(SearchSpace space) => perturbation = new Perturbation(space);

    private protected override void Forked(int trial, int parent, int epoch) => forks[trial] = (parent, epoch);

    private protected override void Compared(int trial, Configuration configuration, int since, int epoch, double value)
    {
        var before = forks.TryGetValue(trial, out var fork) && fork.Epoch == since ? ValueAt(fork.Parent, since) : ValueAt(trial, since);
        if (before is not { } known || double.IsNaN(known - value))
            return;
        gains.Add((configuration, epoch / (double)interval, (known - value) / (epoch - since)));
        if (gains.Count > Newest)
            gains.RemoveAt(0);
    }

    private protected override Configuration Explore(Configuration parent, int epoch, Random random)
    {
        var here = perturbation.Point(parent);
        var (gained, time) = (gains.Select(gain => (Point: perturbation.Point(gain.Configuration), gain.Time, gain.Gain)).Where(gain => gain.Point.Length == here.Length).ToArray(), epoch / (double)interval + 1);
        if (gained.Length < Least || here.Length == 0)
            return perturbation.Perturb(parent, PbtScheduler.ResampleOdds, random);
        var process = TimeVaryingProcess.Fit(gained);
        var (best, most) = (parent, double.NegativeInfinity);
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            double[] point = [.. here.Select(at => candidate % 2 == 0 ? random.NextDouble() : Math.Clamp(at + 0.1 * ((SearchRandom)random).NextNormal(), 0, 1))];
            if (perturbation.At(parent, point) is not { } configuration)
                continue;
            // Where the domain is finite the candidate is the value it rounds to.
            var (mean, deviation) = process.At(perturbation.Point(configuration), time);
            if (mean + RootBeta * deviation is var bound && bound > most)
                (best, most) = (configuration, bound);
        }
        return best;
    }
}
