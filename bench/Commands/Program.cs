using System.Diagnostics;
using System.Globalization;
using Search.Bench.Commands;
using Search.Store.Home;

// How long a person waits for commands that only read, as whole processes of the built command.
//   dotnet run -c Release --project bench/Commands [-- TRIALS [RUNS]]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var trials = args.Length > 0 ? int.Parse(args[0]) : 1000;
var runs = args.Length > 1 ? int.Parse(args[1]) : 15;
// The command in its own folder: what a user starts, not the copy beside this program.
var command = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src/Client/bin/Release/net10.0/search"));
var root = Directory.CreateTempSubdirectory("search-commands-").FullName;
try
{
    var home = HomeFolder.Resolve(root, _ => null);
    var made = await SimulatedHome.CreateAsync(home, trials);
    Console.WriteLine($"{made.Trials.Count} trials, {made.Epochs} epochs");
    foreach (var line in (string[])["--help", "list --json", "show latest --json", "leaderboard latest --json", "leaderboard latest --stage all --json", "trial latest 0 --json"])
    {
        var times = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            var seconds = Time([.. line.Split(' '), "--home", root]);
            if (run > 0) // the first one fills the page cache
                times.Add(seconds);
        }
        times.Sort();
        Console.WriteLine($"search {line}: min {times[0]:0.000} s, median {times[times.Count / 2]:0.000} s, max {times[^1]:0.000} s");
    }
}
finally
{
    Directory.Delete(root, recursive: true);
}

double Time(string[] arguments)
{
    var watch = Stopwatch.StartNew();
    using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"search {string.Join(' ', arguments)} ended with {process.ExitCode}.");
}
