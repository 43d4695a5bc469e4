using Search.Client.Commands;
using Search.Experiments;
using Search.Objectives;
using Search.Simulation;
using Search.Spaces;
using Search.Store.Home;
using Search.Store.Sqlite;

namespace Search.Client.Tests;

/// <summary>A home folder of one test, filled from simulated experiments, and commands run on it in this process.</summary>
internal sealed class TestHome : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("search-client-").FullName;

    public TestHome() => Folder = HomeFolder.Resolve(root, _ => null);

    public HomeFolder Folder { get; }

    /// <summary>Variables of the environment that commands see.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What runs experiments; null for a failure when one is asked for.</summary>
    public IOwner? Owner { get; init; }

    /// <summary>True for a person at the other end.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The terminal's size.</summary>
    public (int Width, int Height) Size { get; init; } = (120, 24);

    /// <summary>What is typed.</summary>
    public string Input { get; init; } = "";

    public CancellationToken Interrupted { get; init; }

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
        Sampler = new ComponentSpec("random"), // these tests are about what is said of trials
        MaxEpochs = 3,
        Budget = new BudgetSpec { Trials = 12 },
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

    public string At(params ReadOnlySpan<string> parts) => Path.Combine([root, .. parts]);

    /// <summary>Simulates an experiment, for so many epochs at most, and keeps its journal.</summary>
    public async Task<ExperimentState> AddAsync(string id, long maxEpochs = long.MaxValue, ExperimentSpec? spec = null, int launchedAfterSeconds = 0, ICurves? curves = null)
    {
        Folder.Create();
        var experiment = Experiment.Create(id, spec ?? Spec, Data, DateTimeOffset.UnixEpoch.AddSeconds(launchedAfterSeconds));
        var simulator = new Simulator(experiment, curves ?? new SyntheticCurves { TestImages = 200 }, 2);
        simulator.Run(maxEpochs);
        await using var store = new SqliteExperimentStore(Folder.Experiments);
        await store.TryCreateAsync(id, default);
        await store.AppendAsync(id, 0, [.. simulator.Journal.Select(e => (ReadOnlyMemory<byte>)EventJson.Write(e))], default);
        return experiment.State;
    }

    /// <summary>A call of a command whose notes go to the writer.</summary>
    public CommandContext Context(TextWriter notes) => new(Terminal(TextWriter.Null, notes), Folder);

    /// <summary>Runs a command line.</summary>
    public async Task<Answer> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await new CommandLine(Terminal(output, error), _ => Owner ?? throw CommandException.Failed("no owner")).RunAsync(["--home", root, .. arguments]);
        return new(exitCode, output.ToString(), error.ToString());
    }

    private Terminal Terminal(TextWriter output, TextWriter error) => new()
    {
        Out = output,
        Error = error,
        In = new StringReader(Input),
        OutIsTerminal = IsTerminal,
        ErrorIsTerminal = IsTerminal,
        InIsTerminal = IsTerminal,
        Width = Size.Width,
        Height = Size.Height,
        Variable = Variables.GetValueOrDefault,
        Interrupted = Interrupted,
    };

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>Every trial diverges.</summary>
    public sealed class Diverging : ICurves
    {
        public EpochFinished At(TrialPlan plan, ulong runSeed, int epoch) => new() { Epoch = epoch, Seconds = 1 };
    }
}
