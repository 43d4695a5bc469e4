using Search.Boards;
using Search.Experiments;
using Search.Simulation;

namespace Search.Client.Simulations;

/// <summary>Runs the searches of all seeds and gathers what they found.</summary>
internal sealed class SimulationRunner(ExperimentSpec spec, ISpanObjective objective, SimulationOptions options)
{
    private readonly Simulated[] searches = new Simulated[options.Seeds];

    /// <param name="source">What kind of objective it is, and which.</param>
    /// <param name="parallel">True when the objective can be asked from several threads.</param>
    /// <param name="cancellationToken">Ends the searches.</param>
    public SimulationReport Run((string Kind, string Name) source, bool parallel, CancellationToken cancellationToken)
    {
        if (parallel)
            Parallel.For(0, searches.Length, new ParallelOptions { CancellationToken = cancellationToken }, seed => searches[seed] = Search(seed, cancellationToken));
        else
            for (var seed = 0; seed < searches.Length; seed++)
                searches[seed] = Search(seed, cancellationToken);
        var reference = spec.OtherObjectives is null ? null : options.Reference ?? Fronts.Worst(spec, searches.SelectMany(search => search.Evaluations));
        return new SimulationReport
        {
            Name = spec.Name,
            Source = source.Kind,
            SourceName = source.Name,
            Objectives = ObjectiveView.Of(spec),
            Sampler = spec.Sampler.Name,
            Scheduler = spec.Scheduler.Name,
            Workers = options.Workers,
            MaxEpochs = spec.MaxEpochs,
            Failures = options.Settings.FailureChance,
            Stragglers = options.Settings.StragglerChance,
            Reference = reference,
            Points = [.. Budgets().Select(spent => Point(spent, reference))],
            Runs = [.. searches.Select(search => Report(search, reference))],
        };
    }

    private Simulated Search(int index, CancellationToken cancellationToken)
    {
        var experiment = Experiment.Create("simulation", spec with { Seed = unchecked(spec.Seed + (ulong)index) }, null, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, objective, options.Workers, options.Settings);
        simulator.Complete(cancellationToken);
        return new Simulated(experiment.State, simulator.Evaluations, new AnytimeTrace(experiment.State, simulator.Evaluations, objective as IRegret), simulator.Now);
    }

    /// <summary>A sixteenth of the epochs that the longest search took, an eighth, and so on up to all of them.</summary>
    private IEnumerable<long> Budgets()
    {
        var longest = searches.Max(search => search.Evaluations.Count);
        return Enumerable.Range(0, 5).Select(halvings => 16 >> halvings).Select(part => (long)Math.Ceiling(longest / (double)part)).Where(spent => spent > 0).Distinct();
    }

    private SimulationPoint Point(long spent, IReadOnlyList<double>? reference)
    {
        Incumbent?[] incumbents = [.. searches.Select(search => search.Trace.After(spent))];
        var worst = spec.Objective.ToUser(double.PositiveInfinity);
        return new SimulationPoint(
            spent,
            Spreads.Of(incumbents.Select(incumbent => incumbent?.Value ?? worst)),
            objective is IRegret ? Spreads.Of(incumbents.Select(incumbent => incumbent?.Regret ?? double.PositiveInfinity)) : null,
            reference is null ? null : Spreads.Of(searches.Select(search => Fronts.Volume(spec, Fronts.Of(spec, search.Evaluations.Take((int)Math.Min(spent, int.MaxValue))), reference))),
            Spreads.Of(searches.Where(search => search.Evaluations.Count > 0).Select(search => search.Evaluations[(int)Math.Min(spent, search.Evaluations.Count) - 1].Seconds)));
    }

    private SimulationRun Report(Simulated search, IReadOnlyList<double>? reference)
    {
        var front = reference is null ? null : Fronts.Of(spec, search.Evaluations);
        return new SimulationRun
        {
            Seed = search.State.Spec.Seed,
            Status = Output.Format.Name(search.State.Status),
            Reason = search.State.StatusReason,
            Seconds = search.Seconds,
            Trials = [.. search.State.Trials.Select(trial => new SimulatedTrial(trial.Number, trial.Plan.Configuration, Output.Format.Name(trial.State), trial.Epoch, trial.Plan.Fraction,
                trial.State == TrialState.Failed ? trial.Message : trial.Reason?.Describe(spec.Objective)))],
            Evaluations = search.Evaluations,
            Incumbents = search.Trace.Incumbents,
            Front = front,
            Hypervolume = front is null ? null : Fronts.Volume(spec, front, reference!),
        };
    }

    private sealed record Simulated(ExperimentState State, IReadOnlyList<SimulatedEvaluation> Evaluations, AnytimeTrace Trace, double Seconds);
}
