using System.Diagnostics;
using System.Globalization;
using Search.Bench.Exactness;
using Search.Experiments;
using Search.Randomness;
using Search.Training.Demo;

// Kills a real search again and again (SIGKILL) and compares it with the same search left in peace.
//   dotnet run -c Release --project bench/Exactness -- [--kills 20] [--slots 1] [--seed 1]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var kills = Option("--kills", 20);
var slots = Option("--slots", 1);
var seed = Option("--seed", 1);
var folder = Directory.CreateTempSubdirectory("search-exact-").FullName;
try
{
    DemoImages.Write(Path.Combine(folder, "images"), seed: 7, 600, 200, CancellationToken.None);
    var sweep = Path.Combine(folder, "sweep.yaml");
    File.WriteAllText(sweep, Sweeps.Small);
    Console.WriteLine($"{kills} kills, {slots} slots, seed {seed}");

    var quiet = new SearchProcess(Path.Combine(folder, "quiet"), sweep, slots);
    var watch = Stopwatch.StartNew();
    quiet.RunToEnd();
    var expected = await quiet.ReadAsync();
    Console.WriteLine($"left in peace: {expected.Count(e => e is TrialAdded)} trials, {expected.Count(e => e is EpochMeasured)} epochs, {watch.Elapsed.TotalSeconds:0.0} s");

    var harried = new SearchProcess(Path.Combine(folder, "harried"), sweep, slots);
    var random = new SearchRandom((ulong)seed);
    var done = 0;
    // The moments are drawn over start-up and work alike; a search that ended early is over, whatever was still to come.
    for (; done < kills; done++)
        if (!harried.RunAndKill(TimeSpan.FromMilliseconds(random.Next(300, 3500))))
            break;
    harried.RunToEnd();
    var got = await harried.ReadAsync();
    Console.WriteLine($"killed {done} times: {got.Count(e => e is AttemptStarted)} attempts for {got.Count(e => e is TrialAdded)} trials");

    string[] differences = [.. slots == 1 ? Comparison.Everything(expected, got) : Comparison.SharedEpochs(expected, got), .. Comparison.BrokenPromises(got)];
    foreach (var difference in differences.Take(20))
        Console.WriteLine(difference);
    Console.WriteLine(differences.Length == 0 ? "identical" : $"{differences.Length} differences");
    return differences.Length == 0 && done == kills ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

int Option(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1]) : otherwise;
