using System.Diagnostics;
using System.Globalization;
using Search.Bench.Orchestration;
using Search.Experiments;
using Search.Silo.Hosting;
using Search.Silo.Training;
using Search.Spaces;
using Search.Store.Sqlite;

// Orchestration alone: real grains, journal with full durability, trials that cost nothing.
//   dotnet run -c Release --project bench/Orchestration [-- SLOTS TRIALS [TRIALS…]]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int[] numbers = args.Length >= 2 ? [.. args.Select(int.Parse)] : [200, 1000, 10000];
var slots = numbers[0];
var folder = Directory.CreateTempSubdirectory("search-bench-").FullName;
try
{
    Console.WriteLine($"{slots} slots, ASHA rungs 1/3/9/10, 10 reports a trial; a warm-up first, for the compiler");
    await RunAsync(slots, Math.Min(1000, numbers[1]), warmUp: true);
    double? first = null;
    foreach (var trials in numbers[1..])
    {
        var perTrial = await RunAsync(slots, trials, warmUp: false);
        first ??= perTrial;
        Console.WriteLine($"  per trial against {numbers[1]} trials: {perTrial / first:0.00} ×");
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

async Task<double> RunAsync(int slotCount, int trials, bool warmUp)
{
    var spec = new ExperimentSpec
    {
        Name = "bench",
        Space = new SearchSpace { Parameters = [new Parameter { Name = "learningRate", Domain = new LogDomain(1e-5, 1e-1) }] },
        Stages = ["joint"],
        MaxEpochs = 10,
        Scheduler = new ComponentSpec("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 1, ["reductionFactor"] = 3 } },
        Budget = new BudgetSpec { Trials = trials },
    };
    var id = $"bench-{Guid.NewGuid():N}";
    await using var store = new CountingStore(new SqliteExperimentStore(folder));
    await using var silo = await EmbeddedSilo.StartAsync(
        new EmbeddedSiloOptions { Devices = [.. Enumerable.Range(0, slotCount).Select(slot => $"cpu{slot:000}")], ClusterId = id },
        store, new SyntheticSource(new RisingCurves()), CancellationToken.None);
    var experiment = silo.Experiment(id);
    await experiment.CreateAsync(EventJson.Write(new ExperimentCreated(id, spec, null, DateTimeOffset.UnixEpoch)), CancellationToken.None);
    // A shared disk's own rate wanders: it is measured right before and right after.
    var before = warmUp ? 0 : DiskSync.RatePerSecond(folder, TimeSpan.FromSeconds(1));
    var watch = Stopwatch.StartNew();
    await experiment.RunAsync(slotCount, CancellationToken.None);
    while ((await experiment.StatusAsync(CancellationToken.None)).Status == "running")
        await Task.Delay(20);
    watch.Stop();
    if (warmUp)
        return 0;
    var raw = (before + DiskSync.RatePerSecond(folder, TimeSpan.FromSeconds(1))) / 2;
    var state = new ExperimentState();
    await foreach (var row in store.ReadAsync(id, 0, CancellationToken.None))
        state.Apply(EventJson.Read(row.Payload.Span));
    var seconds = watch.Elapsed.TotalSeconds;
    // A trial waits for the disk once for every rung it is compared at; its start is made durable together with the end of the trial before.
    var waits = state.Trials.Sum(trial => trial.Measurements.Count(measurement => measurement.Epoch is 1 or 3 or 9 or 10));
    Console.WriteLine($"{trials} trials: {seconds:0.00} s, {1000 * seconds / trials:0.000} ms a trial, {state.Epochs / (double)trials:0.0} reports a trial, {store.Rows / (double)store.Appends:0.0} rows an append, "
        + $"{store.Appends / seconds:0} fsyncs/s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
    Console.WriteLine($"  the disk alone: {raw:0} fdatasync/s; {waits} decisions waited for, {store.Appends / (double)waits:0.00} appends each; at one fdatasync each {waits / raw:0.00} s, here {seconds / (waits / raw):0.00} × that"
        + (slotCount <= 8 ? $"; if all {slotCount} slots shared every one, {seconds / (waits / raw / slotCount):0.00} ×" : ""));
    await BackAsync(id, trials);
    return seconds / trials;
}

// How long an experiment takes to be back in memory on a fresh silo.
async Task BackAsync(string id, int trials)
{
    await using var store = new SqliteExperimentStore(folder);
    await using var silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions { Devices = [], ClusterId = id }, store, new SyntheticSource(new RisingCurves()), CancellationToken.None);
    var rows = await store.HeadAsync(id, CancellationToken.None) ?? 0;
    var covered = (await store.ReadSnapshotAsync(id, CancellationToken.None))?.Head ?? 0;
    var watch = Stopwatch.StartNew();
    await silo.Experiment(id).StatusAsync(CancellationToken.None);
    Console.WriteLine($"  back on a fresh silo in {watch.Elapsed.TotalSeconds:0.00} s: {trials} trials, {rows} rows, {covered} of them in a snapshot");
}
