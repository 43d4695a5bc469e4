using Search.Experiments;

namespace Search.Stages;

/// <summary>Who may spend how much: shares of time and epochs, quotas of trials.</summary>
/// <remarks>
/// At most half goes to the sample stages, at least 30 % to promote and retune, the rest is kept for the repeats. A run that has not been measured yet
/// is estimated by the slot seconds per training image seen so far.
/// </remarks>
internal sealed class Budget(ExperimentState state)
{
    /// <summary>Up to here the learning-rate scan may spend.</summary>
    public const double LearningRateShare = 0.10;

    /// <summary>Up to here the sample stages before the joint search may spend.</summary>
    public const double AugmentationShare = 0.25;

    /// <summary>Up to here the sample stages may spend.</summary>
    public const double SampleShare = 0.50;

    /// <summary>Up to here the joint search may spend: everything where no later stage needs its share.</summary>
    public double JointShare => Spec.Stages.Contains(StageNames.Promote) || Spec.Stages.Contains(StageNames.Retune) ? SampleShare : 1;

    /// <summary>Up to here everything but the repeats may spend.</summary>
    public const double SelectionShare = 0.80;

    /// <summary>Trials of a search whose file sets no limit at all.</summary>
    private const int DefaultTrials = 60;

    private ExperimentSpec Spec => state.Spec;

    /// <summary>The part of the budget spent so far, 0 … 1 and beyond; 0 where neither time nor epochs are limited.</summary>
    public double Used => Math.Max(
        SlotSeconds is { } seconds ? state.Seconds / seconds : 0,
        Spec.Budget.Epochs is { } epochs ? state.Epochs / (double)epochs : 0);

    /// <summary>The number of trials, or null when only time or epochs limit the search.</summary>
    public int? Trials => Spec.Budget.IsUnlimited ? DefaultTrials : Spec.Budget.Trials;

    /// <summary>The estimated part of the budget that a number of runs takes.</summary>
    public double Cost(int trainImages, int epochs, double runs = 1) => Math.Max(
        SlotSeconds is { } seconds ? runs * epochs * SecondsPerEpoch(trainImages) / seconds : 0,
        Spec.Budget.Epochs is { } limit ? runs * epochs / limit : 0);

    /// <summary>True when the runs still fit under a share of the budget.</summary>
    public bool Fits(double share, int trainImages, int epochs, double runs = 1) => Used + Cost(trainImages, epochs, runs) <= share;

    /// <summary>Trials that the learning-rate scan may use for each combination of model and optimizer.</summary>
    public int LearningRatePoints(int combinations) => Trials is { } trials ? Math.Clamp((int)Math.Round(0.15 * trials / combinations), 3, 9) : 7;

    /// <summary>Trials of the re-tuning stage.</summary>
    public int RetuneTrials => Trials is { } trials ? Math.Clamp((int)Math.Round(0.2 * trials), 4, 16) : 9;

    /// <summary>Levels that the augmentation scan may try, so that at least a quarter of the trials is left for the joint search.</summary>
    /// <param name="planned">The stages of the experiment.</param>
    /// <param name="counted">Trials that earlier stages have used.</param>
    public int AugmentationTrials(IReadOnlyList<string> planned, int counted) => Trials is { } trials
        ? Math.Max(0, trials - counted - Later(planned) - (planned.Contains(StageNames.Joint) ? Math.Max(3, trials / 4) : 0))
        : int.MaxValue;

    /// <summary>Trials of the joint search; null when only time or epochs limit it.</summary>
    /// <param name="planned">The stages of the experiment.</param>
    /// <param name="counted">Trials that earlier stages have used.</param>
    public int? JointTrials(IReadOnlyList<string> planned, int counted)
    {
        if (Trials is not { } trials)
            return null;
        return Math.Max(Math.Min(3, trials), trials - counted - Later(planned));
    }

    /// <summary>Proposals that a stage could still make under a share of time and epochs if each cost what those so far did, promotions included; null where neither is limited, or nothing measured.</summary>
    public double? ProposalsLeft(double share, StageState stage)
    {
        var byTime = Left(state.Seconds, stage.Seconds, SlotSeconds);
        var byEpochs = Left(state.Epochs, stage.Epochs, Spec.Budget.Epochs);
        return byTime is { } time && byEpochs is { } epochs ? Math.Min(time, epochs) : byTime ?? byEpochs;

        double? Left(double spent, double ofStage, double? limit) =>
            limit is { } all && ofStage > 0 ? Math.Max(0, share * all - spent) * stage.Counted / ofStage : null;
    }

    private int Later(IReadOnlyList<string> planned) =>
        (planned.Contains(StageNames.Promote) ? Spec.Promote.Top : 0) + (planned.Contains(StageNames.Retune) ? RetuneTrials : 0);

    private double? SlotSeconds => Spec.Budget.Time is { } time ? time.TotalSeconds * state.Slots : null;

    private double SecondsPerEpoch(int trainImages)
    {
        var images = state.Stages.Sum(stage => stage.Images);
        if (images > 0)
            return state.Seconds / images * trainImages;
        return state.Epochs > 0 ? state.Seconds / state.Epochs : 0;
    }
}
