using Search.Experiments;
using Search.Spaces;
using Search.Statistics;

namespace Search.Stages;

/// <summary>Scans augmentation one technique at a time on the sample: a level is accepted only when it beats the baseline beyond the noise.</summary>
/// <remarks>
/// Fully annealed runs of a third of the epochs, since augmented runs look worse early and win late. First every level once and the baseline three times,
/// sharing run seeds, so that differences are paired. Then the best level of each technique twice more. A technique is accepted by a one-sided paired t
/// test on the spread pooled over techniques, corrected after Holm for all levels looked at. The accepted ones together are checked against
/// the baseline on three fresh seeds; if they do not confirm, the best single one is kept, or none.
/// </remarks>
internal sealed class AugmentationStage(ExperimentState state, int index) : Stage(state, index)
{
    private const double Level = 0.05;
    private const int Seeds = 3;
    private const string Baseline = "baseline";
    private const string Combined = "combined";

    public override StageStep Next()
    {
        AugmentationLevels[] scanned = [.. Spec.Augmentation.Where(technique => technique.Levels.Count > 1)];
        if (scanned.Length == 0)
            return new FinishStep(new HandOn { Augmentation = Fixed(), Findings = ["No augmentation has levels to scan."] });

        if (Add(FirstPhase(scanned)) is { } first)
            return first;
        if (Own.Trials.Any(trial => trial.Plan.Repeat < Seeds && trial.Plan.Label != Combined && !trial.IsOver))
            return StageStep.Wait;
        if (double.IsNaN(Value(Baseline, 0)))
            return new FinishStep(new HandOn { Augmentation = Fixed(), Findings = ["The run without augmentation gave no result: nothing to compare with."] });

        Candidate[] candidates = [.. scanned.Select(BestLevel).OfType<Candidate>()];
        if (Add(candidates.SelectMany(candidate => Enumerable.Range(1, Seeds - 1).Select(repeat => (candidate.Label, candidate.Setting, repeat, false)))) is { } second)
            return second;
        if (Own.Trials.Any(trial => trial.Plan.Repeat < Seeds && !trial.IsOver))
            return StageStep.Wait;

        Candidate[] accepted = Accepted(candidates, scanned);
        if (accepted.Length == 0)
            return new FinishStep(new HandOn { Augmentation = Fixed(), Findings = [.. Describe(candidates, accepted), $"No technique is better than none beyond the noise: the search goes on {(Fixed().Count > 0 ? "with what the file fixes" : "without augmentation")}."], Selected = BestOf(Baseline) });
        var together = accepted.Aggregate(Configuration.Empty, (all, candidate) => all.With(candidate.Setting));
        if (Add(Enumerable.Range(Seeds, Seeds).SelectMany(repeat => new[] { (Baseline, Configuration.Empty, repeat, false), (Combined, together, repeat, false) })) is { } third)
            return third;
        return Own.Busy > 0 ? StageStep.Wait : new FinishStep(Confirm(candidates, accepted, together));
    }

    /// <summary>Every level once, spread over the techniques, between the baseline's first run and its repeats.</summary>
    private IEnumerable<(string Label, Configuration Setting, int Repeat, bool Counts)> FirstPhase(AugmentationLevels[] scanned)
    {
        yield return (Baseline, Configuration.Empty, 0, true);
        var allowed = Budget.AugmentationTrials(Spec.Stages, State.Stages.Take(Index).Sum(stage => stage.Counted)) - 1;
        var longest = scanned.Max(technique => technique.Levels.Count);
        for (var i = 0; i < longest; i++)
            foreach (var technique in scanned)
                if (Levels(technique).ElementAtOrDefault(i) is { } level && allowed-- > 0)
                    yield return (LabelOf(technique, level), Configuration.Empty.With(technique.Parameter, level), 0, true);
        for (var repeat = 1; repeat < Seeds; repeat++)
            yield return (Baseline, Configuration.Empty, repeat, false);
    }

    /// <summary>The first of the plans that has no trial yet; null when all have.</summary>
    private AddStep? Add(IEnumerable<(string Label, Configuration Setting, int Repeat, bool Counts)> plans)
    {
        foreach (var (label, setting, repeat, counts) in plans)
        {
            if (Find(label, repeat) is not null)
                continue;
            // The baseline and its repeats are the yardstick; of levels the budget may cut some off.
            if (label != Baseline && !Budget.Fits(Budget.AugmentationShare, State.Data?.SampleTrainImages ?? 0, ThirdOfEpochs, 1 + Own.Busy))
                continue;
            return new AddStep(OnSample(TrialRole.Scan, Base().With(setting), ThirdOfEpochs) with { Label = label, Repeat = repeat, Counts = counts });
        }
        return null;
    }

    private Candidate? BestLevel(AugmentationLevels technique)
    {
        var baseline = Value(Baseline, 0);
        var best = Levels(technique)
            .Select(level => (Level: level, Value: Value(LabelOf(technique, level!.Value), 0)))
            .Where(entry => entry.Value < baseline) // NaN is not
            .OrderBy(entry => entry.Value)
            .FirstOrDefault();
        return best.Level is { } level ? new Candidate(LabelOf(technique, level), Configuration.Empty.With(technique.Parameter, level)) : null;
    }

    private Candidate[] Accepted(Candidate[] candidates, AugmentationLevels[] scanned)
    {
        if (PooledSpread.Of(candidates.Select(candidate => Differences(candidate.Label, 0))) is not { } spread)
            return [];
        double[] pValues = [.. candidates.Select(candidate =>
        {
            var differences = Differences(candidate.Label, 0);
            return differences.Count == 0 ? double.NaN : 1 - StudentT.Cdf(differences.Average() / Math.Max(spread.Deviation, 1e-12) * Math.Sqrt(differences.Count), spread.Degrees);
        })];
        var looked = scanned.Sum(technique => Levels(technique).Count(level => Find(LabelOf(technique, level!.Value), 0) is not null));
        var rejected = Holm.Rejected(pValues, Level, looked);
        return [.. candidates.Where((_, i) => rejected[i])];
    }

    private HandOn Confirm(Candidate[] candidates, Candidate[] accepted, Configuration together)
    {
        var findings = Describe(candidates, accepted).ToList();
        var differences = Differences(Combined, Seeds);
        var gain = differences.Count > 0 ? differences.Average() : double.NaN;
        Configuration chosen;
        string label;
        if (gain > 0)
        {
            (chosen, label) = (together, Combined);
            findings.Add($"Together on fresh seeds: {gain:+0.####;-0.####} {Spec.Objective.Name} against none; kept.");
        }
        else
        {
            var single = accepted.Length > 1 ? accepted.MaxBy(candidate => Differences(candidate.Label, 0).Average()) : null;
            (chosen, label) = (single?.Setting ?? Configuration.Empty, single?.Label ?? Baseline);
            findings.Add($"Together they did not confirm on fresh seeds ({gain:+0.####;-0.####}): {(single is null ? "none is kept" : $"only {single.Label} is kept")}.");
        }
        return new HandOn { Augmentation = Fixed().With(chosen), Findings = findings, Selected = BestOf(label) };
    }

    /// <summary>The best run of the chosen setting: what there is to show, or to promote, where no joint search follows.</summary>
    private int[] BestOf(string label) => [.. Completed().Where(trial => trial.Plan.Label == label).Take(1).Select(trial => trial.Number)];

    private IEnumerable<string> Describe(Candidate[] candidates, Candidate[] accepted)
    {
        foreach (var candidate in candidates)
        {
            var differences = Differences(candidate.Label, 0);
            yield return $"{candidate.Label}: {differences.DefaultIfEmpty(double.NaN).Average():+0.####;-0.####} over {differences.Count} seeds, {(accepted.Contains(candidate) ? "accepted" : "within the noise")}.";
        }
    }

    /// <summary>Baseline minus candidate for every shared seed from <paramref name="from"/> on: positive is better.</summary>
    private List<double> Differences(string label, int from) =>
        [.. Enumerable.Range(from, Seeds).Select(repeat => Value(Baseline, repeat) - Value(label, repeat)).Where(double.IsFinite)];

    private double Value(string label, int repeat) => Find(label, repeat) is { State: TrialState.Completed } trial ? trial.Value : double.NaN;

    private Trial? Find(string label, int repeat) => Own.Trials.FirstOrDefault(trial => trial.Plan.Repeat == repeat && trial.Plan.Label == label);

    /// <summary>The best run of the learning-rate scan, else the middle of the space; every scanned technique off.</summary>
    private Configuration Base()
    {
        var scan = State.Stages.Take(Index).LastOrDefault(stage => stage.HandOn is { Selected.Count: > 0 });
        var configuration = scan is null ? Middle() : State.Trials[scan.HandOn!.Selected[0]].Plan.Configuration;
        return configuration.With(Fixed());
    }

    private Configuration Fixed() => Spec.Augmentation.Where(technique => technique.Levels.Count == 1)
        .Aggregate(Configuration.Empty, (all, technique) => all.With(technique.Parameter, technique.Levels[0]));

    private static IEnumerable<ParameterValue?> Levels(AugmentationLevels technique) => technique.Levels.Where(level => !IsOff(level)).Select(level => (ParameterValue?)level);

    private static bool IsOff(ParameterValue level) => level.IsFlag ? !level.Flag : level is { IsNumber: true, Number: 0 };

    private static string LabelOf(AugmentationLevels technique, ParameterValue? level) => $"{technique.Technique}={level}";

    private sealed record Candidate(string Label, Configuration Setting);
}
