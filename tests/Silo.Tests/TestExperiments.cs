using Search.Experiments;
using Search.Simulation;
using Search.Spaces;
using Search.Store;

namespace Search.Silo.Tests;

/// <summary>A small synthetic search that tests of the cluster share.</summary>
internal static class TestExperiments
{
    public static ExperimentSpec Spec { get; } = new()
    {
        Name = "test",
        Space = new SearchSpace
        {
            Parameters =
            [
                new Parameter { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
                new Parameter { Name = "dropout", Domain = new UniformDomain(0, 0.8) },
                new Parameter { Name = "batchSize", Domain = new ConstantDomain(64.0) },
            ],
        },
        MaxEpochs = 9,
        Budget = new BudgetSpec { Trials = 30 },
    };

    public static DataSummary Data { get; } = new()
    {
        TrainImages = 10000,
        SampleTrainImages = 1500,
        ValidImages = 2000,
        SampleValidImages = 1000,
        TestImages = 200,
        Classes = ["cat", "dog"],
        ContentHash = "c0",
        SplitHash = "5e",
    };

    public static SyntheticCurves Curves { get; } = new() { TestImages = 200 };

    public static byte[] Created(string id, ExperimentSpec? spec = null) =>
        EventJson.Write(new ExperimentCreated(id, spec ?? Spec, Data, DateTimeOffset.UnixEpoch));

    public static ExperimentState Simulate(int workers, ExperimentSpec? spec = null)
    {
        var experiment = Experiment.Create("test-0001", spec ?? Spec, Data, DateTimeOffset.UnixEpoch);
        new Simulator(experiment, Curves, workers).Run();
        return experiment.State;
    }

    /// <summary>Everything that must not depend on when and where the search ran.</summary>
    public static string Outcome(ExperimentState state) => string.Join('\n', state.Trials.Select(trial =>
        $"{trial.Number} {trial.Plan.Role} {trial.State} {trial.Plan.Configuration} {trial.Epoch} {trial.Value:R} {trial.Reason}"))
        + string.Join(',', state.Stage?.HandOn?.Selected ?? []) + state.Stage?.HandOn?.Gain?.Value;

    /// <summary>The journal as it is now.</summary>
    public static async Task<List<ExperimentEvent>> EventsAsync(IExperimentStore store, string id, CancellationToken cancellationToken)
    {
        var events = new List<ExperimentEvent>();
        await foreach (var row in store.ReadAsync(id, 0, cancellationToken))
            events.Add(EventJson.Read(row.Payload.Span));
        return events;
    }

    /// <summary>The state that the journal tells of now.</summary>
    public static async Task<ExperimentState> ReadAsync(IExperimentStore store, string id, CancellationToken cancellationToken) =>
        ExperimentState.Fold(await EventsAsync(store, id, cancellationToken));

    /// <summary>Follows the journal until the experiment rests.</summary>
    public static async Task<ExperimentState> EndAsync(IExperimentStore store, string id, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var state = new ExperimentState();
        long seen = 0;
        while (true)
        {
            await foreach (var row in store.ReadAsync(id, seen, deadline.Token))
            {
                state.Apply(EventJson.Read(row.Payload.Span));
                seen = row.Sequence;
            }
            if (state.Status is not (ExperimentStatus.Running or ExperimentStatus.Paused) || (state.Status == ExperimentStatus.Paused && state.StatusReason is not null))
                return state;
            await Task.Delay(20, deadline.Token);
        }
    }
}
