using System.Diagnostics;
using Search.Bench.Exactness;
using Search.Experiments;
using Search.Randomness;

namespace Search.Bench.Chaos;

/// <summary>One search on a cluster to which something happens every so many epochs.</summary>
/// <param name="cluster">The cluster; four silos are started.</param>
/// <param name="seed">Draws what happens, and to whom.</param>
/// <param name="events">How much happens.</param>
/// <param name="log">Is told what happens.</param>
internal sealed class ChaosRun(ChaosCluster cluster, int seed, int events, TextWriter log)
{
    private const int Usual = 4, MostSilos = 6, Unreachable = 3;
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(20), RedisStill = TimeSpan.FromSeconds(10);

    private readonly SearchRandom random = new((ulong)seed);
    private readonly List<Task> comingBack = [];
    private readonly HashSet<string> away = [];
    private readonly HashSet<string> victims = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int joined = Usual;

    /// <summary>Seconds from a kill to the next epoch's attempt on another slot, for each trial that was killed.</summary>
    public List<double> Recoveries { get; } = [];

    /// <summary>Seconds from SIGTERM to the exit.</summary>
    public List<double> Drains { get; } = [];

    /// <summary>Runs everything.</summary>
    /// <returns>What is wrong; empty when all promises were kept.</returns>
    public async Task<List<string>> RunAsync(int trials, int epochs)
    {
        var sweep = Sweeps.Of(trials, epochs);
        var expected = await cluster.QuietAsync(sweep);
        Log($"left in peace: {expected.Count(e => e is TrialAdded)} trials, {expected.Count(e => e is EpochMeasured)} epochs");
        await Task.WhenAll(Enumerable.Range(1, Usual).Select(silo => cluster.StartSiloAsync($"s{silo}")));
        var id = await cluster.LaunchAsync(sweep);
        Log($"launched {id} on {Usual} silos");
        var between = trials * epochs / (events + 1);
        for (var happened = 0; happened < events; happened++)
        {
            await cluster.UntilAsync(id, journal => journal.OfType<EpochMeasured>().Count() >= (happened + 1) * between);
            await HappenAsync(id, happened);
        }
        await Task.WhenAll(comingBack);
        var got = await cluster.UntilAsync(id, journal => journal.OfType<StatusChanged>().Last().Status != ExperimentStatus.Running);
        Log($"ended: {got.Count(e => e is AttemptStarted)} attempts for {got.Count(e => e is TrialAdded)} trials, {got.OfType<AttemptEnded>().Count(ended => ended.State == TrialState.Interrupted)} interrupted");
        return [.. Comparison.SharedEpochs(expected, got), .. Comparison.BrokenPromises(got), .. Undisturbed(got), .. Missing(expected, got)];
    }

    private async Task HappenAsync(string id, int number)
    {
        // The first ones show every kind; the seed draws the rest.
        var kind = (ChaosEvent)(number < 5 ? number : random.Next(0, 5));
        var present = cluster.Silos.Keys.Where(name => !away.Contains(name)).Order(StringComparer.Ordinal).ToArray();
        var name = present[random.Next(0, present.Length)];
        // Two must stay, so that the search goes on.
        if (kind is ChaosEvent.Kill or ChaosEvent.Drain or ChaosEvent.Freeze && present.Length <= 2)
            kind = ChaosEvent.FreezeRedis;
        switch (kind)
        {
            case ChaosEvent.Kill:
                Log($"kill -9 {name}");
                await KillAsync(id, name);
                break;
            case ChaosEvent.Drain:
                Log($"SIGTERM {name}");
                Leave(name);
                comingBack.Add(DrainAsync(name));
                break;
            case ChaosEvent.Freeze:
                Log($"SIGSTOP {name}");
                Leave(name);
                comingBack.Add(FreezeAsync(name));
                break;
            case ChaosEvent.FreezeRedis:
                Log("Redis stands still");
                cluster.Redis.Freeze();
                await Task.Delay(RedisStill);
                cluster.Redis.Thaw();
                Log("Redis goes on");
                break;
            case ChaosEvent.Join when cluster.Silos.Count < MostSilos:
                joined++;
                Log($"s{joined} joins");
                await cluster.StartSiloAsync($"s{joined}");
                break;
            default:
                goto case ChaosEvent.Kill;
        }
    }

    private async Task KillAsync(string id, string name)
    {
        var before = ExperimentState.Fold(await cluster.ReadAsync(id));
        var slot = before.Running.Select(number => before.Trials[number]).Where(trial => trial.Slot!.StartsWith(name + "/", StringComparison.Ordinal)).ToArray();
        Leave(name);
        cluster.Silos[name].Kill();
        cluster.Forget(name);
        var killed = clock.Elapsed;
        comingBack.Add(StartAsync(name));
        foreach (var trial in slot)
            comingBack.Add(RecoveredAsync(id, trial.Number, trial.Attempts, killed));
    }

    private async Task RecoveredAsync(string id, int trial, int attempt, TimeSpan killed)
    {
        var journal = await cluster.UntilAsync(id, journal => journal.Any(e => e is AttemptPrepared prepared && prepared.Trial == trial && prepared.Attempt > attempt)
            || journal.OfType<TrialDecided>().Any(decided => decided.Trial == trial && decided.Action != TrialAction.Continue));
        if (!journal.Any(e => e is AttemptPrepared prepared && prepared.Trial == trial && prepared.Attempt > attempt))
            return; // its last epoch was durable already
        lock (Recoveries)
            Recoveries.Add((clock.Elapsed - killed).TotalSeconds);
    }

    private async Task DrainAsync(string name)
    {
        var told = clock.Elapsed;
        var exitCode = await cluster.Silos[name].DrainAsync();
        lock (Drains)
            Drains.Add((clock.Elapsed - told).TotalSeconds);
        if (exitCode != 0)
            throw new InvalidOperationException($"{name} ended with {exitCode} after SIGTERM:\n{cluster.Silos[name].Everything()}");
        cluster.Forget(name);
        await StartAsync(name);
    }

    private async Task FreezeAsync(string name)
    {
        cluster.Silos[name].Freeze();
        await Task.Delay(Still);
        Log($"SIGCONT {name}");
        cluster.Silos[name].Thaw();
        await cluster.Silos[name].EndAsync(); // once it has learned that it was given up
        Log($"{name} has noticed");
        cluster.Forget(name);
        await StartAsync(name);
    }

    private async Task StartAsync(string name)
    {
        while (!await TryStartAsync(name))
            Log($"{name} found no Redis");
        away.Remove(name);
        Log($"{name} is back");
    }

    /// <summary>Starts a silo as a supervisor would: again, when it ended because the server did not answer.</summary>
    private async Task<bool> TryStartAsync(string name)
    {
        try
        {
            await cluster.StartSiloAsync(name);
            return true;
        }
        catch (SiloEndedException ended) when (ended.ExitCode == Unreachable)
        {
            return false;
        }
    }

    private void Leave(string name)
    {
        away.Add(name);
        victims.Add(name);
    }

    /// <summary>
    /// Nobody's trial was interrupted on a silo to which nothing had happened. An attempt that was never set up was none: where a silo dies, or Redis answers late, between an allocation and its start, there is nothing to disturb.
    /// </summary>
    private IEnumerable<string> Undisturbed(List<ExperimentEvent> journal)
    {
        var slots = journal.OfType<AttemptStarted>().ToDictionary(started => (started.Trial, started.Attempt), started => started.Slot);
        var began = journal.OfType<AttemptPrepared>().Select(prepared => (prepared.Trial, prepared.Attempt)).ToHashSet();
        foreach (var e in journal)
        {
            if (e is AttemptEnded { State: TrialState.Interrupted } ended && began.Contains((ended.Trial, ended.Attempt))
                && slots[(ended.Trial, ended.Attempt)].Split('/')[0] is var silo && !victims.Contains(silo))
                yield return $"trial {ended.Trial}, attempt {ended.Attempt} was interrupted on {silo}, to which nothing had happened: {ended.Message}";
            if (e is AttemptEnded { Failure: { } failure } failed)
                yield return $"trial {failed.Trial}, attempt {failed.Attempt} failed: {failure} {failed.Message}";
        }
    }

    private static IEnumerable<string> Missing(List<ExperimentEvent> expected, List<ExperimentEvent> got)
    {
        var (left, right) = (expected.Count(e => e is EpochMeasured), got.Count(e => e is EpochMeasured));
        if (left != right)
            yield return $"{left} epochs were expected, {right} are there";
    }

    private void Log(string what)
    {
        lock (log)
            log.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds,7:0.0} s  {what}"));
    }
}
