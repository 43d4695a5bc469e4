using System.Globalization;
using Search.Bench.Chaos;

// A search of real trainings on Redis and four silos, in processes of their own, to which one thing after the other happens; compared with the same search left in peace.
//   dotnet run -c Release --project bench/Chaos -- [--events 30] [--seed 1] [--trials 150] [--epochs 20]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (events, seed) = (Option("--events", 30), Option("--seed", 1));
Console.WriteLine($"{events} events, seed {seed}");
await using var cluster = await ChaosCluster.StartAsync();
var run = new ChaosRun(cluster, seed, events, Console.Out);
var problems = await run.RunAsync(Option("--trials", 150), Option("--epochs", 20));
foreach (var problem in problems.Take(20))
    Console.WriteLine(problem);
Console.WriteLine($"from kill -9 to the trial training elsewhere: median {Median(run.Recoveries):0.0} s, longest {run.Recoveries.DefaultIfEmpty().Max():0.0} s, of {run.Recoveries.Count}");
Console.WriteLine($"from SIGTERM to the exit: median {Median(run.Drains):0.0} s, longest {run.Drains.DefaultIfEmpty().Max():0.0} s, of {run.Drains.Count}");
Console.WriteLine(problems.Count == 0 ? "all promises kept" : $"{problems.Count} promises broken");
return problems.Count == 0 ? 0 : 1;

int Option(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1]) : otherwise;

static double Median(List<double> values) => values.Count == 0 ? double.NaN : values.Order().ElementAt(values.Count / 2);
