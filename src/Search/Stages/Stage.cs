using System.Globalization;
using Search.Experiments;
using Search.Randomness;
using Search.Schedulers;
using Search.Spaces;

namespace Search.Stages;

/// <summary>One step of the practitioner's method: a script that asks for trials, waits for them and hands on what was learnt.</summary>
/// <remarks>
/// Pure: <see cref="Next"/> is a question and changes nothing, so it may be asked at any time. What happened arrives by <see cref="Observe"/>, in the
/// journal's order; after a replay a stage answers as if it had never been away.
/// </remarks>
public abstract class Stage(ExperimentState state, int index)
{
    private const int MiddleTries = 1000;

    /// <summary>The experiment so far.</summary>
    protected ExperimentState State => state;

    /// <summary>The sweep file.</summary>
    protected ExperimentSpec Spec => state.Spec;

    /// <summary>This stage's own part of the state.</summary>
    protected StageState Own => state.Stages[index];

    /// <summary>Its position in the experiment.</summary>
    protected int Index => index;

    private protected Budget Budget { get; } = new(state);

    /// <summary>What the stage would do with a free slot now.</summary>
    public abstract StageStep Next();

    /// <summary>What becomes of a trial that has just been measured at its target.</summary>
    public virtual SchedulerDecision Decide(Trial trial) =>
        new(trial.Number, TrialAction.Complete, trial.Plan.Epochs, new DecisionReason("reached the last epoch"));

    /// <summary>Takes note of an event of this stage, after the state has.</summary>
    public virtual void Observe(ExperimentEvent e)
    {
    }

    /// <summary>The stage's completed trials, best first: by value, then the older.</summary>
    protected IEnumerable<Trial> Completed() =>
        Own.Trials.Where(trial => trial.State == TrialState.Completed && !double.IsNaN(trial.Value)).OrderBy(trial => trial.Value).ThenBy(trial => trial.Number);

    /// <summary>A third of the epochs, rounded up: the shortest run on which regularization may be compared.</summary>
    protected int ThirdOfEpochs => Math.Max(1, (Spec.MaxEpochs + 2) / 3);

    /// <summary>A trial on the sample.</summary>
    protected TrialPlan OnSample(TrialRole role, Configuration configuration, int epochs, int? target = null) => new()
    {
        Role = role,
        Configuration = configuration,
        TrainImages = State.Data?.SampleTrainImages ?? 0,
        ValidImages = State.Data?.SampleValidImages ?? 0,
        Epochs = epochs,
        Target = target ?? epochs,
    };

    /// <summary>A trial on the full data.</summary>
    protected TrialPlan OnFullData(TrialRole role, Configuration configuration) => new()
    {
        Role = role,
        Configuration = configuration,
        TrainImages = State.Data?.TrainImages ?? 0,
        ValidImages = State.Data?.ValidImages ?? 0,
        Epochs = Spec.MaxEpochs,
        Target = Spec.MaxEpochs,
    };

    /// <summary>The middle of every domain, with augmentation as handed on so far.</summary>
    protected Configuration Middle() => Middle(Spec.SeedPoints.Count > 0 ? Spec.SeedPoints[0] : Configuration.Empty).With(State.Augmentation);

    /// <summary>The middle of every domain beside what is given; where a constraint forbids it, the random point nearest to it that none forbids.</summary>
    protected Configuration Middle(Configuration given)
    {
        double[] point = [.. Enumerable.Repeat(0.5, State.Space.Dimensions)];
        var middle = State.Space.FromUnit(point, given);
        if (State.Space.Allows(middle))
            return middle;
        var random = new SearchRandom(Seeds.Derive(Spec.Seed, "middle"));
        var (best, least) = (middle, double.PositiveInfinity);
        for (var i = 0; i < MiddleTries; i++)
        {
            for (var j = 0; j < point.Length; j++)
                point[j] = random.NextDouble();
            var distance = point.Sum(coordinate => (coordinate - 0.5) * (coordinate - 0.5));
            if (distance < least && State.Space.FromUnit(point, given) is var other && State.Space.Allows(other))
                (best, least) = (other, distance);
        }
        return best;
    }

    /// <summary>An internal value with the user's sign and four digits.</summary>
    protected string Show(double value) => Spec.Objective.ToUser(value).ToString("0.####", CultureInfo.InvariantCulture);
}
