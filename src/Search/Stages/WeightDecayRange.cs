using Search.Experiments;
using Search.Spaces;

namespace Search.Stages;

/// <summary>The range of decoupled weight decay that can matter: its averaging time scale lies between a tenth of an epoch … the whole run.</summary>
/// <remarks>
/// Wang and Aitchison (arXiv 2405.13698): with B the batch, η the learning rate, N the images and T the epochs, λ acts over B/(ηλN) epochs; the useful
/// ones lie in [B/(ηNT), B/(ηN)]. The lower end is taken ten times lower, since annealing lowers the mean learning rate, and 0 belongs to it.
/// </remarks>
public static class WeightDecayRange
{
    /// <summary>The parameter's name.</summary>
    public const string Parameter = "weightDecay";

    /// <summary>[B/(10·ηNT), B/(ηN)] and 0; null where the data's size is not known.</summary>
    public static LogDomain? For(double batchSize, double learningRate, int images, int epochs) => images > 0 && learningRate > 0
        ? new LogDomain(batchSize / (10 * learningRate * images * epochs), batchSize / (learningRate * images), OrZero: true)
        : null;

    /// <summary>The space with the default weight decay's range set by the best learning rate of each model and optimizer.</summary>
    internal static SearchSpace Refine(ExperimentSpec spec, ExperimentState state, SearchSpace space, IEnumerable<Trial> bestFirst)
    {
        if (!spec.DefaultWeightDecay || space.Find(Parameter) is not { } decay || state.Data is null)
            return space;
        var refinements = new List<Refinement>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var trial in bestFirst)
        {
            Condition[] when = [.. trial.Plan.Configuration
                .Where(pair => pair.Key is "model" or "optimizer" && space.Find(pair.Key)?.Domain is ChoiceDomain)
                .Select(pair => new Condition(pair.Key, [pair.Value]))];
            var rate = trial.Plan.Configuration["learningRate"].Number;
            var range = Trainable(For(trial.Plan.Configuration.Number("batchSize", 64), rate, state.Data.SampleTrainImages, spec.MaxEpochs), rate * LearningRateStage.Width);
            if (seen.Add(string.Join(' ', when.Select(condition => condition.ToString()))) && range is not null)
                refinements.Add(new(when, range));
        }
        return space.With(decay with { Refinements = [.. refinements, .. decay.Refinements] });
    }

    /// <summary>A space whose learning rate was widened after decay's ranges were found: they are cut to what goes with the largest rate.</summary>
    internal static SearchSpace WithinRate(SearchSpace space)
    {
        if (space.Find(Parameter) is not { Refinements.Count: > 0 } decay || space.Find("learningRate")?.Domain is not { } rates || rates.FromUnit(1) is not { IsText: false } largest)
            return space;
        return space.With(decay with
        {
            Refinements = [.. decay.Refinements.Select(refinement => refinement with { Domain = refinement.Domain is LogDomain range && Trainable(range, largest.Number) is { } cut ? cut : refinement.Domain })],
        });
    }

    /// <summary>The range cut where a step would take more than half of a weight: on very few images decay and rate of one trial would otherwise not fit each other.</summary>
    private static LogDomain? Trainable(LogDomain? range, double largestRate) => range is not null && range.Low < 0.5 / largestRate
        ? range with { High = Math.Min(range.High, 0.5 / largestRate) }
        : null;
}
