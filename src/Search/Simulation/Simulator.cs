using Search.Experiments;
using Search.Objectives;
using Search.Randomness;

namespace Search.Simulation;

/// <summary>Runs an experiment under a virtual clock: the very same stages, samplers and schedulers as the cluster's, in milliseconds.</summary>
/// <remarks>Ties in time go to the lower worker, so a simulation is a pure function of its input where its objective is.</remarks>
public sealed class Simulator
{
    private readonly Experiment experiment;
    private readonly SimulatorSettings settings;
    private readonly Func<Trial, int, IReadOnlyList<SimulatedStep>> ask;
    private readonly int workers;
    private readonly PriorityQueue<Attempt, (double Time, int Worker)> running = new();
    private readonly SortedSet<int> free;
    private readonly List<SimulatedEvaluation> evaluations = [];

    /// <summary>A simulation on curves.</summary>
    public Simulator(Experiment experiment, ICurves curves, int workers) : this(experiment, workers, new SimulatorSettings()) =>
        ask = (trial, to) => [.. Enumerable.Range(trial.Epoch + 1, to - trial.Epoch).Select(epoch => Step(curves.At(trial.Plan, trial.RunSeed, epoch)))];

    /// <summary>A simulation on an objective that is asked for spans of epochs.</summary>
    /// <exception cref="ArgumentException">The settings are wrong.</exception>
    public Simulator(Experiment experiment, ISpanObjective objective, int workers, SimulatorSettings? settings = null) : this(experiment, workers, settings ?? new SimulatorSettings()) =>
        ask = (trial, to) => Steps(trial, objective.Evaluate(new Span
        {
            Trial = trial.Number,
            Configuration = trial.Plan.Configuration,
            Seed = experiment.State.Spec.Seed,
            Fraction = trial.Plan.Fraction,
            FromEpoch = trial.Epoch + 1,
            ToEpoch = to,
            Epochs = trial.Plan.Epochs,
        }), to);

    private Simulator(Experiment experiment, int workers, SimulatorSettings settings)
    {
        if (workers < 1)
            throw new ArgumentOutOfRangeException(nameof(workers), workers, "There must be at least one worker.");
        string[] errors = [.. settings.Errors()];
        if (errors.Length > 0)
            throw new ArgumentException(string.Join(' ', errors), nameof(settings));
        (this.experiment, this.workers, this.settings) = (experiment, workers, settings);
        free = [.. Enumerable.Range(0, workers)];
        ask = (_, _) => [];
    }

    /// <summary>Virtual seconds since the start.</summary>
    public double Now { get; private set; }

    /// <summary>All events so far, in order.</summary>
    public List<ExperimentEvent> Journal { get; } = [];

    /// <summary>Every epoch paid for so far, in the order of virtual time.</summary>
    public IReadOnlyList<SimulatedEvaluation> Evaluations => evaluations;

    /// <summary>Runs until the experiment ends, pauses or waits for ever.</summary>
    /// <param name="maxEpochs">Stops after that many finished epochs; for tests that interrupt a search.</param>
    public void Run(long maxEpochs = long.MaxValue) => Advance(maxEpochs, CancellationToken.None);

    /// <summary>Runs until the experiment ends, pauses or waits for ever.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled, between two epochs.</exception>
    public void Complete(CancellationToken cancellationToken) => Advance(long.MaxValue, cancellationToken);

    private void Advance(long maxEpochs, CancellationToken cancellationToken)
    {
        experiment.Run(workers, At);
        Fill();
        for (long epochs = 0; epochs < maxEpochs && running.TryDequeue(out var run, out var when); epochs++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Now = when.Time;
            if (Finish(run))
                Enqueue(run);
            else
                free.Add(run.Worker);
            Fill();
        }
        Journal.AddRange(experiment.TakeEvents());
    }

    private DateTimeOffset At => DateTimeOffset.UnixEpoch.AddSeconds(Now);

    private void Fill()
    {
        while (free.Count > 0 && experiment.Next($"simulated/{free.Min}", At) is { } trial)
        {
            var worker = free.Min;
            free.Remove(worker);
            experiment.Prepared(trial.Number, trial.Attempts, new RunStarted("simulated", trial.Epoch));
            var (lostAt, slowness) = Fate(trial, worker);
            Enqueue(new Attempt(worker, trial, lostAt, slowness));
        }
        Journal.AddRange(experiment.TakeEvents());
    }

    /// <summary>The epoch in which the attempt is lost (none: 0), and how many times longer it takes.</summary>
    private (int LostAt, double Slowness) Fate(Trial trial, int worker)
    {
        var slowness = worker < settings.WorkerFactors.Count ? settings.WorkerFactors[worker] : 1;
        if (settings is { FailureChance: 0, StragglerChance: 0 })
            return (0, slowness);
        var random = new SearchRandom(Seeds.Derive(experiment.State.Spec.Seed, "fate", trial.Number, trial.Attempts));
        var lostAt = random.NextDouble() < settings.FailureChance ? 1 + random.Next(trial.Plan.Epochs) : 0;
        return (lostAt, random.NextDouble() < settings.StragglerChance ? slowness * settings.StragglerFactor : slowness);
    }

    private void Enqueue(Attempt run)
    {
        if (run.Steps.Count == 0)
        {
            // An attempt that will be lost is not paid for beyond that epoch.
            var to = run.LostAt > run.Trial.Epoch ? Math.Min(run.LostAt, run.Trial.Target) : run.Trial.Target;
            foreach (var step in ask(run.Trial, to))
                run.Steps.Enqueue(step);
        }
        running.Enqueue(run, (Now + run.Steps.Peek().Seconds * run.Slowness, run.Worker));
    }

    /// <returns>True when the attempt goes on.</returns>
    private bool Finish(Attempt run)
    {
        var (trial, step, epoch) = (run.Trial, run.Steps.Dequeue(), run.Trial.Epoch + 1);
        if (epoch == run.LostAt)
            step = step with { Failure = new RunFailed(FailureKind.Lost, "the simulated worker vanished") };
        double[] values = step.Failure is null ? [.. experiment.State.Spec.Objectives.Select(objective => step.Finished!.Value(objective.Name))] : [];
        evaluations.Add(new SimulatedEvaluation(trial.Number, epoch, Now, evaluations.Count + 1, values));
        if (step.Failure is null)
            return experiment.Report(trial.Number, trial.Attempts, step.Finished! with { Seconds = step.Seconds * run.Slowness }, At);
        experiment.Ended(trial.Number, trial.Attempts, step.Failure, At);
        return false;
    }

    private static SimulatedStep Step(EpochFinished finished) => double.IsFinite(finished.ValidLoss) || double.IsFinite(finished.ValidAccuracy)
        ? new SimulatedStep(finished, null, finished.Seconds)
        : new SimulatedStep(null, Diverged, finished.Seconds);

    private List<SimulatedStep> Steps(Trial trial, SpanResult result, int to)
    {
        var objectives = experiment.State.Spec.Objectives;
        if (result.Epochs.Count > to - trial.Epoch || (result.Failure is null && result.Epochs.Count < to - trial.Epoch))
            throw new InvalidOperationException($"Trial {trial.Number} was asked for epochs {trial.Epoch + 1} to {to}, but the objective gave {result.Epochs.Count}.");
        var steps = new List<SimulatedStep>();
        foreach (var (values, seconds) in result.Epochs)
        {
            if (values.Count != objectives.Count)
                throw new InvalidOperationException($"Trial {trial.Number} has {values.Count} values in an epoch, but there are {objectives.Count} objectives.");
            if (!values.All(double.IsFinite))
            {
                steps.Add(new SimulatedStep(null, Diverged, seconds));
                return steps;
            }
            var named = new Dictionary<string, double>(objectives.Count, StringComparer.Ordinal);
            for (var i = 0; i < values.Count; i++)
                named[objectives[i].Name] = values[i];
            steps.Add(new SimulatedStep(Finished(trial.Epoch + 1 + steps.Count, named, seconds), null, seconds));
        }
        if (result.Failure is { } why)
            steps.Add(new SimulatedStep(null, new RunFailed(FailureKind.Diverged, why), result.FailureSeconds));
        return steps;
    }

    private static EpochFinished Finished(int epoch, Dictionary<string, double> values, double seconds) => new()
    {
        Epoch = epoch,
        ValidLoss = values.GetValueOrDefault("validLoss", double.NaN),
        ValidAccuracy = values.GetValueOrDefault("validAccuracy", double.NaN),
        Others = values,
        Seconds = seconds,
    };

    private static RunFailed Diverged { get; } = new(FailureKind.Diverged, "the loss is not a number");

    private sealed record SimulatedStep(EpochFinished? Finished, RunFailed? Failure, double Seconds);

    private sealed record Attempt(int Worker, Trial Trial, int LostAt, double Slowness)
    {
        public Queue<SimulatedStep> Steps { get; } = new();
    }
}
