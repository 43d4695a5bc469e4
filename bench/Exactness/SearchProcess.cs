using System.Diagnostics;
using Search.Experiments;
using Search.Store.Home;
using Search.Store.Sqlite;

namespace Search.Bench.Exactness;

/// <summary>The real command line on a home folder of its own.</summary>
internal sealed class SearchProcess(string home, string sweep, int slots)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "search.dll");
    private readonly HomeFolder folder = HomeFolder.Resolve(home, _ => null);

    /// <summary>Launches, or resumes what is there, and waits for the end.</summary>
    public void RunToEnd()
    {
        using var process = Start();
        if (process is null)
            return;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"search ended with exit code {process.ExitCode}.");
    }

    /// <summary>As <see cref="RunToEnd"/>, but kills the process after some time.</summary>
    /// <returns>False when the search had ended before.</returns>
    public bool RunAndKill(TimeSpan after)
    {
        using var process = Start();
        if (process is null || process.WaitForExit(after))
            return false;
        process.Kill();
        process.WaitForExit();
        return true;
    }

    public async Task<List<ExperimentEvent>> ReadAsync()
    {
        await using var store = new SqliteExperimentStore(folder.Experiments);
        var events = new List<ExperimentEvent>();
        await foreach (var row in store.ReadAsync((await store.ListAsync(CancellationToken.None)).Single(), 0, CancellationToken.None))
            events.Add(EventJson.Read(row.Payload.Span));
        return events;
    }

    /// <summary>Null when the search is completed.</summary>
    private Process? Start()
    {
        string[] arguments = ["--home", home, "--quiet", "launch", sweep, "--slots", $"{slots}"];
        if (Experiment() is { } id)
        {
            if (ReadAsync().GetAwaiter().GetResult() is { Count: > 0 } events && ExperimentState.Fold(events).Status == ExperimentStatus.Completed)
                return null;
            arguments = ["--home", home, "--quiet", "resume", id, "--slots", $"{slots}"];
        }
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>The experiment, once its first row is durable.</summary>
    private string? Experiment()
    {
        if (!Directory.Exists(folder.Experiments))
            return null;
        using var store = new DisposableStore(folder.Experiments);
        return store.Ids().SingleOrDefault();
    }

    private sealed class DisposableStore(string path) : IDisposable
    {
        private readonly SqliteExperimentStore store = new(path);

        public string[] Ids() => store.ListAsync(CancellationToken.None).GetAwaiter().GetResult()
            .Where(id => store.HeadAsync(id, CancellationToken.None).GetAwaiter().GetResult() > 0).ToArray();

        public void Dispose() => store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
