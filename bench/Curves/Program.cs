using System.Globalization;
using Search.Bench.Curves;
using Search.Objectives;
using Search.Randomness;
using Search.Samplers;
using Search.Spaces;
using Search.Specs;
using Search.Training;
using Search.Training.Data;
using Search.Training.Hardware;

// Records learning curves by real trainings: SWEEP OUT.csv CACHE [--data DIR] [--configurations N] [--seeds N]
// Configurations are random points of the sweep's space; every seed trains all of them. Rows that OUT already has are kept, so it may be interrupted.
if (args.Length < 3)
{
    Console.Error.WriteLine("Usage: SWEEP OUT.csv CACHE [--data DIR] [--configurations N] [--seeds N]");
    return 2;
}
string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;
var reading = SweepFile.ReadFile(args[0], Option("--data") is { } folder ? [$"data.path={Path.GetFullPath(folder)}"] : []);
if (reading.Spec is not { } spec)
{
    Console.Error.WriteLine(string.Join('\n', reading.Errors));
    return 2;
}
var configurations = int.Parse(Option("--configurations") ?? "240", CultureInfo.InvariantCulture);
var seeds = int.Parse(Option("--seeds") ?? "3", CultureInfo.InvariantCulture);
var space = spec.Augmentation.Aggregate(spec.Space, (space, technique) => space.With(new Parameter { Name = technique.Parameter, Domain = new OrdinalDomain(technique.Levels) }));
var sampler = new RandomSampler(space);
using var dataset = Dataset.Open(spec.Data!, spec.Seed, args[2], null, CancellationToken.None);
var objective = new TrainingObjective(dataset, Devices.Discover()[0].Device, new TrainingOptions());
var table = CurveTable.Open(args[1], space, spec.MaxEpochs);
for (var seed = 0; seed < seeds; seed++)
    for (var configuration = 0; configuration < configurations; configuration++)
    {
        if (table.Has(configuration, seed))
            continue;
        var point = sampler.Propose(configuration, Seeds.Derive(spec.Seed, "proposal", configuration));
        var request = new TrialRequest
        {
            Experiment = spec.Name,
            Trial = configuration,
            Attempt = 1,
            Configuration = point,
            RunSeed = Seeds.Run(spec.Seed, seed),
            TrainImages = dataset.Summary.SampleTrainImages,
            ValidImages = dataset.Summary.SampleValidImages,
            Epochs = spec.MaxEpochs,
        };
        EpochFinished[] epochs = [.. objective.Evaluate(request, new NoControl()).OfType<EpochFinished>()];
        table.Add(configuration, seed, point, [.. epochs.Select(epoch => epoch.Value(spec.Objective.Name))], epochs.Sum(epoch => epoch.Seconds) / Math.Max(1, epochs.Length));
        Console.Error.WriteLine(FormattableString.Invariant($"seed {seed} configuration {configuration}: {(epochs.Length > 0 ? epochs[^1].ValidAccuracy : double.NaN):0.000} after {epochs.Length} epochs, {epochs.Sum(epoch => epoch.Seconds):0.0} s"));
    }
return 0;

internal sealed class NoControl : IRunControl
{
    public RunSignal Signal => RunSignal.Run;
}
