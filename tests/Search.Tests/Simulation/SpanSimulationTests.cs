using Search.Experiments;
using Search.Objectives;
using Search.Simulation;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Simulation;

/// <summary>Simulations on objectives that are asked for spans of epochs.</summary>
public sealed class SpanSimulationTests
{
    private static readonly ExperimentSpec Asha = new()
    {
        Name = "spans",
        Objective = new ObjectiveSpec("loss", Maximize: false),
        Space = new SearchSpace { Parameters = [new Parameter { Name = "x", Domain = new UniformDomain(0, 1) }] },
        Stages = ["joint"],
        Sampler = new ComponentSpec("random"),
        Scheduler = new ComponentSpec("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 1, ["reductionFactor"] = 3 } },
        MaxEpochs = 9,
        Budget = new BudgetSpec { Trials = 30 },
    };

    [Fact]
    public void Spans_go_exactly_to_the_trials_target_and_no_epoch_is_asked_for_twice()
    {
        var objective = new Recording(span => Rising(span));

        var (experiment, simulator) = Run(Asha, objective, workers: 4);

        Assert.Equal(ExperimentStatus.Completed, experiment.State.Status);
        Assert.All(objective.Spans, span => Assert.Contains(span.ToEpoch, (int[])[1, 3, 9]));
        Assert.Contains(objective.Spans, span => (span.FromEpoch, span.ToEpoch) == (2, 3));
        foreach (var spans in objective.Spans.GroupBy(span => span.Trial))
            Assert.Equal(Enumerable.Range(1, experiment.State.Trials[spans.Key].Epoch), spans.SelectMany(span => Enumerable.Range(span.FromEpoch, span.ToEpoch - span.FromEpoch + 1)));
        Assert.Equal(objective.Spans.Sum(span => span.ToEpoch - span.FromEpoch + 1), simulator.Evaluations.Count);
        Assert.Equal(experiment.State.Epochs, simulator.Evaluations.Count);
    }

    [Fact]
    public void Requests_and_evaluations_come_in_the_order_of_virtual_time()
    {
        var (_, simulator) = Run(Asha, new Recording(span => Rising(span, seconds: 1 + span.Trial % 5)), workers: 4);

        Assert.Equal(simulator.Evaluations.Select(evaluation => evaluation.Seconds).Order(), simulator.Evaluations.Select(evaluation => evaluation.Seconds));
        Assert.Equal(Enumerable.Range(1, simulator.Evaluations.Count).Select(spent => (long)spent), simulator.Evaluations.Select(evaluation => evaluation.Spent));
    }

    [Fact]
    public void A_simulation_is_a_function_of_its_input()
    {
        static string Once() => string.Join('\n', Run(Asha, new Recording(span => Rising(span)), 4, new SimulatorSettings { FailureChance = 0.2, StragglerChance = 0.3, WorkerFactors = [1, 2] })
            .Simulator.Evaluations.Select(evaluation => $"{evaluation.Trial} {evaluation.Epoch} {evaluation.Seconds:R} {string.Join(' ', evaluation.Values)}"));

        Assert.Equal(Once(), Once());
    }

    [Fact]
    public void A_trial_whose_objective_fails_ends_there_and_its_epoch_is_paid_for()
    {
        var (experiment, simulator) = Run(Asha, new Recording(span => span.Trial == 2 ? new SpanResult([]) { Failure = "out of luck", FailureSeconds = 7 } : Rising(span)));

        Assert.Equal((TrialState.Failed, FailureKind.Diverged, "out of luck"), (experiment.State.Trials[2].State, experiment.State.Trials[2].Failure, experiment.State.Trials[2].Message));
        var failure = Assert.Single(simulator.Evaluations, evaluation => evaluation.IsFailure);
        Assert.Equal((2, 1), (failure.Trial, failure.Epoch));
        Assert.Equal(experiment.State.Epochs + 1, simulator.Evaluations.Count);
    }

    [Fact]
    public void A_value_that_is_no_number_fails_its_trial_at_that_epoch()
    {
        var full = Asha with { Scheduler = new ComponentSpec("none"), Budget = new BudgetSpec { Trials = 3 } };

        var (experiment, _) = Run(full, new Recording(span => new SpanResult([.. Rising(span).Epochs.Select((epoch, i) => span.Trial == 1 && i == 4 ? new SpanEpoch([double.NaN], 1) : epoch)])));

        Assert.Equal((TrialState.Failed, 4), (experiment.State.Trials[1].State, experiment.State.Trials[1].Epoch));
    }

    [Fact]
    public void Lost_attempts_are_tried_again_where_they_stopped_and_are_not_paid_for_beyond()
    {
        var full = Asha with { Scheduler = new ComponentSpec("none"), Budget = new BudgetSpec { Trials = 400 } };
        var objective = new Recording(span => Rising(span));

        var (experiment, simulator) = Run(full, objective, 8, new SimulatorSettings { FailureChance = 0.25 });

        var lost = simulator.Evaluations.Count(evaluation => evaluation.IsFailure);
        // First attempts alone: 400 with a quarter lost each. Outside of 60 to 145 in less than one in a million cases; second attempts add at most those.
        Assert.InRange(simulator.Evaluations.Where(evaluation => evaluation.IsFailure).Select(evaluation => evaluation.Trial).Distinct().Count(), 60, 145);
        Assert.Equal(objective.Spans.Sum(span => span.ToEpoch - span.FromEpoch + 1), simulator.Evaluations.Count);
        Assert.Equal(experiment.State.Epochs + lost, simulator.Evaluations.Count);
        Assert.Contains(experiment.State.Trials, trial => trial is { State: TrialState.Completed, Failures: 1 });
        Assert.All(experiment.State.Trials.Where(trial => trial.State == TrialState.Failed), trial => Assert.Equal(FailureKind.Lost, trial.Failure));
    }

    [Fact]
    public void Stragglers_take_longer_by_their_factor()
    {
        var full = Asha with { Scheduler = new ComponentSpec("none"), Budget = new BudgetSpec { Trials = 200 } };

        var (experiment, _) = Run(full, new Recording(span => Rising(span)), 1, new SimulatorSettings { StragglerChance = 0.5, StragglerFactor = 10 });

        Assert.All(experiment.State.Trials, trial => Assert.Contains(trial.Seconds, (double[])[9, 90]));
        // 200 coins: fewer than 60 or more than 140 of one side in less than one in a million cases.
        Assert.InRange(experiment.State.Trials.Count(trial => trial.Seconds == 90), 60, 140);
    }

    [Fact]
    public void A_slow_worker_gets_less_done()
    {
        var full = Asha with { Scheduler = new ComponentSpec("none") };

        var (experiment, _) = Run(full, new Recording(span => Rising(span)), 2, new SimulatorSettings { WorkerFactors = [1, 4] });

        Assert.Equal(6, experiment.State.Trials.Count(trial => trial.Slot == "simulated/1"));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        var wrong = new SimulatorSettings { FailureChance = 2, StragglerChance = double.NaN, StragglerFactor = 0, WorkerFactors = [-1] };

        Assert.Equal(4, wrong.Errors().Count());
        Assert.Throws<ArgumentException>(() => Run(Asha, new Recording(span => Rising(span)), 1, wrong));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(Asha, new Recording(span => Rising(span)), workers: 0));
    }

    [Fact]
    public void Several_objectives_reach_the_journal_and_come_back()
    {
        var both = Asha with { OtherObjectives = [new ObjectiveSpec("speed", Maximize: true)] };
        var experiment = Experiment.Create("test-0001", both, null, DateTimeOffset.UnixEpoch);
        var created = experiment.TakeEvents();
        var simulator = new Simulator(experiment, new Recording(span => new SpanResult([.. Rising(span).Epochs.Select(epoch => new SpanEpoch([epoch.Values[0], 10 - epoch.Values[0]], 1))])), 2);
        simulator.Run();

        var again = ExperimentState.Fold(created.Concat(simulator.Journal).Select(e => EventJson.Read(EventJson.Write(e))));

        Assert.Equal(["loss", "speed"], again.Spec.Objectives.Select(objective => objective.Name));
        var measurements = again.Trials.SelectMany(trial => trial.Measurements).ToList();
        Assert.All(measurements, measurement => Assert.Equal(10 - measurement.Value!.Value, Assert.Single(measurement.Others!)));
        Assert.Equal(experiment.State.Trials.SelectMany(trial => trial.Measurements).Select(measurement => measurement.Others![0]), measurements.Select(measurement => measurement.Others![0]));
        Assert.Equal(2, simulator.Evaluations[0].Values.Count);
    }

    [Fact]
    public void One_objective_that_is_no_number_spoils_the_measurement()
    {
        var both = Asha with { OtherObjectives = [new ObjectiveSpec("speed", Maximize: true)] };

        var (experiment, _) = Run(both, new Recording(span => span.Trial > 0 ? new SpanResult([.. Rising(span).Epochs.Select(epoch => new SpanEpoch([epoch.Values[0], 1], 1))])
            : new SpanResult([new SpanEpoch([1, double.NaN], 1)])));

        Assert.Equal((TrialState.Failed, 0), (experiment.State.Trials[0].State, experiment.State.Trials[0].Epoch));
    }

    [Fact]
    public void The_trace_holds_only_improvements_and_is_found_by_epochs_spent()
    {
        var full = Asha with { Scheduler = new ComponentSpec("none"), MaxEpochs = 1, Budget = new BudgetSpec { Trials = 4 } };
        double[] losses = [3, 5, 2, 2];
        var (experiment, simulator) = Run(full, new Recording(span => new SpanResult([new SpanEpoch([losses[span.Trial]], 1)])));

        var trace = new AnytimeTrace(experiment.State, simulator.Evaluations);

        Assert.Equal([(0, 3.0, 1L), (2, 2.0, 3L)], trace.Incumbents.Select(incumbent => (incumbent.Trial, incumbent.Value, incumbent.Spent)));
        Assert.Null(trace.After(0));
        Assert.Equal((0, 0, 2, 2), (trace.After(1)!.Trial, trace.After(2)!.Trial, trace.After(3)!.Trial, trace.After(100)!.Trial));
        Assert.All(trace.Incumbents, incumbent => Assert.Null(incumbent.Regret));
    }

    [Fact]
    public void Ten_thousand_trials_of_27_epochs_take_seconds()
    {
        var large = Asha with { Scheduler = new ComponentSpec("none"), MaxEpochs = 27, Budget = new BudgetSpec { Trials = 10_000 } };
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var (_, simulator) = Run(large, new Recording(span => Rising(span)), 100);

        Assert.Equal(270_000, simulator.Evaluations.Count);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"It took {clock.Elapsed}."); // 2 s on a machine at rest
    }

    private static SpanResult Rising(Span span, double seconds = 1) =>
        new([.. Enumerable.Range(span.FromEpoch, span.ToEpoch - span.FromEpoch + 1).Select(epoch => new SpanEpoch([span.Configuration["x"].Number + 1.0 / epoch], seconds))]);

    private static (Experiment Experiment, Simulator Simulator) Run(ExperimentSpec spec, ISpanObjective objective, int workers = 1, SimulatorSettings? settings = null)
    {
        var experiment = Experiment.Create("test-0001", spec, null, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, objective, workers, settings);
        simulator.Run();
        return (experiment, simulator);
    }

    private sealed class Recording(Func<Span, SpanResult> answer) : ISpanObjective
    {
        public List<Span> Spans { get; } = [];

        public SpanResult Evaluate(Span span)
        {
            Spans.Add(span);
            return answer(span);
        }
    }
}
