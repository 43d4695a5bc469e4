using System.Globalization;
using Search.Experiments;
using Search.Spaces;

namespace Search.Stages;

/// <summary>Finds the learning rate for each model and optimizer: evenly spaced values in short, fully annealed runs on the sample.</summary>
/// <remarks>
/// Runs a third of the epochs without halving, so that every value is seen with its annealing complete; all other parameters stand in the middle of their
/// domains. Hands on the range best ÷ 10 … best × 10 for each combination, within the file's range. A combination of which every
/// run failed keeps the file's range.
/// </remarks>
internal sealed class LearningRateStage(ExperimentState state, int index) : Stage(state, index)
{
    /// <summary>The range handed on reaches from the best rate divided by this to the best times this.</summary>
    internal const double Width = 10;

    private const string Parameter = "learningRate";

    public override StageStep Next()
    {
        if (State.Space.Find(Parameter) is not { Domain.Count: null } parameter)
            return new FinishStep(new HandOn { Findings = ["The learning rate is fixed: nothing to scan."] });
        var combinations = Combinations();
        var points = Budget.LearningRatePoints(combinations.Count);
        int[] steps = [.. Enumerable.Range(0, combinations.Count * points)];
        // Rates that a constraint forbids are left out of the scan.
        if (State.Space.Constraints is not null)
            steps = [.. steps.Where(step => State.Space.Allows(Plan(parameter, combinations[step % combinations.Count], step / combinations.Count, points).Configuration))];
        var added = Own.Trials.Count;
        // Three values per combination are the least that can show an optimum; beyond them the budget decides.
        if (added < steps.Length && (added < 3 * combinations.Count || Budget.Fits(Budget.LearningRateShare, State.Data?.SampleTrainImages ?? 0, ThirdOfEpochs, 1 + Own.Busy)))
            return new AddStep(Plan(parameter, combinations[steps[added] % combinations.Count], steps[added] / combinations.Count, points));
        return Own.Busy > 0 ? StageStep.Wait : new FinishStep(Learnt(parameter, combinations));
    }

    private TrialPlan Plan(Parameter parameter, Configuration combination, int step, int points)
    {
        var configuration = Middle(combination).With(State.Augmentation);
        if (Spec.DefaultWeightDecay && configuration.Has("weightDecay"))
            configuration = configuration.With("weightDecay", 0.0); // its sensible range is not known before the learning rate is
        var rate = parameter.DomainFor(configuration).FromUnit(MiddleOut(step, points) / (points - 1.0));
        return OnSample(TrialRole.Scan, configuration.With(Parameter, rate), ThirdOfEpochs) with { Label = $"{combination} {Parameter}={rate}".Trim() };
    }

    /// <summary>Order 0, 1, −1, 2, −2 … around the middle: a scan cut short has seen the likely values.</summary>
    private static int MiddleOut(int step, int points) => (points - 1) / 2 + (step % 2 == 1 ? (step + 1) / 2 : -(step / 2));

    private HandOn Learnt(Parameter parameter, List<Configuration> combinations)
    {
        var refinements = new List<Refinement>();
        var findings = new List<string>();
        foreach (var combination in combinations)
        {
            var best = Completed().FirstOrDefault(trial => combination.All(pair => trial.Plan.Configuration.TryGet(pair.Key, out var value) && value == pair.Value));
            var name = combination.Count > 0 ? $" for {combination}" : "";
            if (best is null)
            {
                findings.Add($"No learning rate{name} gave a result: the range stays as in the file.");
                continue;
            }
            var rate = best.Plan.Configuration[Parameter].Number;
            var domain = (best.Plan.Configuration is var c ? parameter.DomainFor(c) : parameter.Domain) is LogDomain log
                ? new LogDomain(Math.Max(log.Low, rate / Width), Math.Min(log.High, rate * Width))
                : parameter.Domain;
            refinements.Add(new([.. combination.Select(pair => new Condition(pair.Key, [pair.Value]))], domain));
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"Best learning rate{name}: {rate:0.###e+0} ({Spec.Objective.Name} {Show(best.Value)}); from here on {Text(domain)}."));
        }
        var space = State.Space.With(parameter with { Refinements = [.. refinements, .. parameter.Refinements] });
        return new HandOn { Space = WeightDecayRange.Refine(Spec, State, space, Completed()), Selected = [.. Completed().Select(trial => trial.Number)], Findings = findings };
    }

    private static string Text(Domain domain) => domain is LogDomain log ? string.Create(CultureInfo.InvariantCulture, $"log [{log.Low:G3}, {log.High:G3}]") : domain.ToString();

    /// <summary>Every combination of searched models and optimizers, where they are present; one empty one when neither is searched.</summary>
    private List<Configuration> Combinations()
    {
        List<Configuration> combinations = [Configuration.Empty];
        foreach (var name in (string[])["model", "optimizer"])
            if (State.Space.Find(name)?.Domain is ChoiceDomain choice)
                combinations = [.. combinations.SelectMany(combination => Middle(combination).Has(name)
                    ? choice.Values.Select(value => combination.With(name, value))
                    : [combination])];
        return combinations;
    }
}
