using Search.Experiments;
using Search.Simulation;
using Search.Spaces;
using Search.Store.Home;
using Search.Store.Sqlite;

namespace Search.Bench.Commands;

/// <summary>A home folder with one finished search, simulated through all its stages.</summary>
internal static class SimulatedHome
{
    public static async Task<ExperimentState> CreateAsync(HomeFolder home, int trials)
    {
        home.Create();
        var spec = new ExperimentSpec
        {
            Name = "bench",
            Space = new SearchSpace
            {
                Parameters =
                [
                    new Parameter { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) },
                    new Parameter { Name = "dropout", Domain = new UniformDomain(0, 0.8) },
                    new Parameter { Name = "batchSize", Domain = new ConstantDomain(64.0) },
                ],
            },
            MaxEpochs = 27,
            Budget = new BudgetSpec { Trials = trials },
        };
        var data = new DataSummary
        {
            TrainImages = 10000,
            SampleTrainImages = 1500,
            ValidImages = 2000,
            SampleValidImages = 1000,
            TestImages = 10000,
            Classes = ["cat", "dog"],
            ContentHash = "c0",
            SplitHash = "5e",
        };
        var experiment = Experiment.Create("bench-0001", spec, data, DateTimeOffset.UnixEpoch);
        var created = experiment.TakeEvents();
        var simulator = new Simulator(experiment, new SyntheticCurves { TestImages = data.TestImages }, workers: 2);
        simulator.Run();
        await using var store = new SqliteExperimentStore(home.Experiments);
        await store.TryCreateAsync(experiment.State.Id, CancellationToken.None);
        await store.AppendAsync(experiment.State.Id, 0, [.. created.Concat(simulator.Journal).Select(e => (ReadOnlyMemory<byte>)EventJson.Write(e))], CancellationToken.None);
        return experiment.State;
    }
}
