using System.Globalization;
using Search.Experiments;
using Search.Spaces;

namespace Search.Stages;

/// <summary>Trains the best configurations of the sample on the full data from epoch 0, unchanged, and checks the best one's learning rate.</summary>
/// <remarks>
/// These runs are the control "carried unchanged": they are never trained twice. At the same epochs a larger set takes more steps, so the learning
/// rate of the best is tried at a third and three times its value before anything is said about regularization. Everything runs to its last
/// epoch: comparing earlier would favour little regularization.
/// </remarks>
internal sealed class PromoteStage(ExperimentState state, int index) : Stage(state, index)
{
    private const string LearningRate = "learningRate";
    private static readonly double[] Factors = [1.0 / 3, 3];

    public override StageStep Next()
    {
        Trial[] sources = [.. Sources()];
        if (sources.Length == 0)
            return new FinishStep(new HandOn { Findings = ["Nothing to promote: no trial of the sample gave a result."] });
        if (sources.FirstOrDefault(source => Promoted(source) is null && MayPromote(source, sources)) is { } next)
            return new AddStep(OnFullData(TrialRole.Promoted, next.Plan.Configuration) with { Parent = next.Number, Label = "carried unchanged" });
        if (sources.Any(source => Promoted(source) is { IsOver: false }))
            return StageStep.Wait; // the scan is of the best, which is not known yet
        if (Best(sources) is not { } best)
            return new FinishStep(new HandOn { Findings = ["No promoted trial gave a result on the full data."] });
        foreach (var factor in Factors)
            if (MayScan(best, factor))
                return new AddStep(Scan(best, factor));
        return Own.Busy > 0 ? StageStep.Wait : new FinishStep(Learnt(sources));
    }

    private IEnumerable<Trial> Sources() => State.Stages.Take(Index).LastOrDefault(stage => stage.HandOn is { Selected.Count: > 0 }) is { HandOn: { } handOn }
        ? handOn.Selected.Take(Spec.Promote.Top).Select(number => State.Trials[number])
        : [];

    /// <summary>The run of a sample trial on the full data; in an extended search it may be of an earlier round.</summary>
    private Trial? Promoted(Trial source) => State.Stages
        .Where(stage => stage.Name == StageNames.Promote)
        .SelectMany(stage => stage.Trials)
        .FirstOrDefault(trial => trial.Plan.Role == TrialRole.Promoted && trial.Plan.Parent == source.Number);

    private bool MayPromote(Trial source, Trial[] sources) =>
        source == sources[0] || Budget.Fits(Budget.SelectionShare, State.Data?.TrainImages ?? 0, Spec.MaxEpochs, 1 + Own.Busy);

    /// <summary>The best promoted run; the scans around it come later and do not count here.</summary>
    private Trial? Best(Trial[] sources) => sources
        .Select(Promoted)
        .Where(trial => trial is { State: TrialState.Completed } && !double.IsNaN(trial.Value))
        .OrderBy(trial => trial!.Value).ThenBy(trial => trial!.Number)
        .FirstOrDefault();

    private bool MayScan(Trial best, double factor) =>
        best.Plan.Configuration.Has(LearningRate) && Spec.Space.Find(LearningRate)?.Domain.Count is null
        && Scans(best).All(trial => trial.Plan.Label != ScanLabel(factor))
        && Scanned(best, factor) != best.Plan.Configuration[LearningRate].Number
        && State.Space.Allows(best.Plan.Configuration.With(LearningRate, Scanned(best, factor)))
        && Budget.Fits(Budget.SelectionShare, State.Data?.TrainImages ?? 0, Spec.MaxEpochs, 1 + Own.Busy);

    private TrialPlan Scan(Trial best, double factor) =>
        OnFullData(TrialRole.Scan, best.Plan.Configuration.With(LearningRate, Scanned(best, factor))) with
        {
            Parent = best.Number,
            Label = ScanLabel(factor),
            Counts = false,
        };

    /// <summary>The rate times the factor, but never outside the file's own range.</summary>
    private double Scanned(Trial best, double factor)
    {
        var rate = best.Plan.Configuration[LearningRate].Number * factor;
        return Spec.Space.Find(LearningRate)!.Domain is LogDomain range ? Math.Clamp(rate, range.Low, range.High) : rate;
    }

    private IEnumerable<Trial> Scans(Trial best) => State.Stages
        .Where(stage => stage.Name == StageNames.Promote)
        .SelectMany(stage => stage.Trials)
        .Where(trial => trial.Plan.Role == TrialRole.Scan && trial.Plan.Parent == best.Number);

    private static string ScanLabel(double factor) => string.Create(CultureInfo.InvariantCulture, $"learningRate × {factor:0.##}");

    private HandOn Learnt(Trial[] sources)
    {
        var best = Best(sources)!;
        Trial[] ranked = [.. sources.Select(Promoted).OfType<Trial>().Concat(Scans(best))
            .Where(trial => trial.State == TrialState.Completed && !double.IsNaN(trial.Value)).Distinct()
            .OrderBy(trial => trial.Value).ThenBy(trial => trial.Number)];
        var findings = new List<string>
        {
            $"Best of {sources.Length} promoted configurations on {State.Data?.TrainImages} images: trial {best.Number} with {Spec.Objective.Name} {Show(best.Value)}.",
        };
        if (ranked[0] != best)
            findings.Add($"With {ranked[0].Plan.Label} it reaches {Show(ranked[0].Value)}, and goes on with that.");
        return new HandOn { Selected = [.. ranked.Select(trial => trial.Number)], Findings = findings };
    }
}
