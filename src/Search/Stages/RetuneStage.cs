using System.Globalization;
using Search.Experiments;
using Search.Randomness;
using Search.Spaces;

namespace Search.Stages;

/// <summary>Re-tunes regularization on the full data, then measures on fresh seeds what that gained.</summary>
/// <remarks>
/// What selects never reports: the re-tuned configuration is chosen on validation; then it, the one carried unchanged and the one without dropout are
/// each trained with new seeds for equal epochs, without early stop, and scored on the test split. The winner is the arm with the best mean validation
/// value; the exported model is its best repeat on validation.
/// </remarks>
internal sealed class RetuneStage(ExperimentState state, int index) : Stage(state, index)
{
    private const string NoDropout = "dropout 0";
    private const int LeastRepeats = 3;

    public override StageStep Next()
    {
        if (Base() is not { } carried)
            return new FinishStep(new HandOn { Findings = ["Nothing to re-tune: no promoted trial gave a result."] });
        if (Earlier(carried) is { } earlier)
            return new FinishStep(earlier.HandOn! with { Findings = ["The configuration to re-tune did not change: the earlier result stands.", .. earlier.HandOn!.Findings] });
        var sample = Sample(carried);
        var prior = new RegularizationPrior(Spec, carried.Plan.Configuration, sample.Plan.Configuration.Number("learningRate", 1), sample.Plan.TrainImages, carried.Plan.TrainImages);
        if (!prior.HasAnything)
            return new FinishStep(new HandOn { Selected = [carried.Number], Findings = ["Nothing to re-tune: dropout, weight decay and augmentation are fixed or absent."] });

        var proposed = Own.Trials.Count(trial => trial.Plan.Role == TrialRole.Retuned);
        var mayPropose = proposed < Budget.RetuneTrials
            && (proposed < 2 || Budget.Fits(Budget.SelectionShare, State.Data?.TrainImages ?? 0, Spec.MaxEpochs, 1 + Own.Busy));
        var repeating = Own.Trials.Any(IsRepeat);
        if (mayPropose && !repeating)
            return new AddStep(OnFullData(TrialRole.Retuned, Allowed(prior, proposed)) with { Parent = carried.Number });
        if (prior.TunesDropout && State.Space.Allows(carried.Plan.Configuration.With(RegularizationPrior.Dropout, 0.0)) && carried.Plan.Configuration[RegularizationPrior.Dropout].Number > 0 && Find(NoDropout) is null)
            return new AddStep(OnFullData(TrialRole.NoDropout, carried.Plan.Configuration.With(RegularizationPrior.Dropout, 0.0)) with { Parent = carried.Number, Label = NoDropout, Counts = false });
        if (Own.Trials.Any(trial => !IsRepeat(trial) && !trial.IsOver))
            return StageStep.Wait;
        if (Completed().FirstOrDefault(trial => trial.Plan.Role == TrialRole.Retuned) is not { } retuned)
            return new FinishStep(new HandOn { Selected = [carried.Number], Findings = ["No re-tuned trial gave a result: the configuration carried over stands."] });

        Trial[] arms = Find(NoDropout) is { State: TrialState.Completed } without ? [retuned, carried, without] : [retuned, carried];
        if (Due(arms) is { } due)
            return new AddStep(Repeat(due.Arm, due.Number, retuned, carried));
        return Own.Busy > 0 ? StageStep.Wait : new FinishStep(FinalReport.Of(State, Own, Seeds.Derive(Spec.Seed, "bootstrap", Index), arms, sample));
    }

    /// <summary>A proposal that breaks no constraint, if one is found: otherwise the last idea, as nothing better is to be had.</summary>
    private Configuration Allowed(RegularizationPrior prior, int index)
    {
        var proposal = prior.Propose(index, Seeds.Derive(Spec.Seed, "retune", Index, index));
        for (var attempt = 1; attempt <= 100 && !State.Space.Allows(proposal); attempt++)
            proposal = prior.Propose(Math.Max(1, index), Seeds.Derive(Spec.Seed, "retune", Index, index, attempt)); // the first is always the prior's centre
        return proposal;
    }

    private static bool IsRepeat(Trial trial) => trial.Plan.Repeat > 0;

    private bool MayRepeat(int done, int arms) => done < LeastRepeats
        || (done < Spec.Promote.Repeats && Budget.Fits(1, State.Data?.TrainImages ?? 0, Spec.MaxEpochs, arms + Own.Busy));

    /// <summary>The first repeat that an arm lacks; an arm that failed and was tried again makes up for those it missed.</summary>
    private (Trial Arm, int Number)? Due(Trial[] arms)
    {
        var repeats = Own.Trials.Where(IsRepeat).Select(trial => (trial.Plan.Parent, trial.Plan.Repeat)).ToHashSet();
        for (var number = 0; number < Math.Max(LeastRepeats, Spec.Promote.Repeats); number++)
        {
            Trial[] missing = [.. arms.Where(arm => !repeats.Contains((arm.Number, RepeatOf(number))))];
            if (missing.Length > 0)
                return missing.Length < arms.Length || MayRepeat(number, arms.Length) ? (missing[0], number) : null;
        }
        return null;
    }

    private int RepeatOf(int number) => 1000 * Index + number + 1; // fresh: no earlier stage uses numbers from 1000 on

    private TrialPlan Repeat(Trial arm, int number, Trial retuned, Trial carried) =>
        OnFullData(arm == retuned ? TrialRole.Repeat : arm == carried ? TrialRole.Carried : TrialRole.NoDropout, arm.Plan.Configuration) with
        {
            Parent = arm.Number,
            Repeat = RepeatOf(number),
            Label = string.Create(CultureInfo.InvariantCulture, $"repeat {number + 1}"),
            ScoreTest = State.Data is { TestImages: > 0 },
            Counts = false,
        };

    /// <summary>The best run on the full data, by the promote stage.</summary>
    private Trial? Base() => State.Stages.Take(Index).LastOrDefault(stage => stage.Name == StageNames.Promote) is { HandOn: { Selected.Count: > 0 } handOn }
        ? State.Trials[handOn.Selected[0]]
        : null;

    /// <summary>The earlier round of an extended search that re-tuned the same configuration.</summary>
    private StageState? Earlier(Trial carried) => State.Stages.Take(Index)
        .FirstOrDefault(stage => stage.Name == StageNames.Retune && stage.HandOn is not null && stage.Trials.Any(trial => trial.Plan.Role == TrialRole.Retuned && trial.Plan.Parent == carried.Number));

    /// <summary>The sample trial that a run on the full data comes from.</summary>
    private Trial Sample(Trial trial)
    {
        while (trial.Plan.Parent is { } parent)
            trial = State.Trials[parent];
        return trial;
    }

    private Trial? Find(string label) => Own.Trials.FirstOrDefault(trial => trial.Plan.Label == label);
}
