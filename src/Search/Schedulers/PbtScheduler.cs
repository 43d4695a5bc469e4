using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Population-based training: forks of the best members go on with perturbed hyperparameters.</summary>
/// <remarks>
/// Jaderberg et al., "Population Based Training of Neural Networks" (2017), Algorithm 1, with truncation selection and the explore step "perturb or resample": each number is
/// drawn anew with odds <see cref="ResampleOdds"/>, else multiplied by 0.8 or 1.2. Deviations: members are compared at equal epochs only, so that none wins by being ahead;
/// the loser ends as a trial of its own, and the fork is a new one whose history begins with its parent's; choices and the model stay as they are.
/// </remarks>
public sealed class PbtScheduler(PopulationSettings settings, SearchSpace space, ulong seed) : PopulationScheduler(settings, seed)
{
    /// <summary>Odds that a number is drawn anew rather than perturbed.</summary>
    public const double ResampleOdds = 0.25;

    private Perturbation perturbation = new(space);

    private protected override void ExploreIn(SearchSpace space) => perturbation = new Perturbation(space);

    private protected override Configuration Explore(Configuration parent, int epoch, Random random) => perturbation.Perturb(parent, ResampleOdds, random);
}
