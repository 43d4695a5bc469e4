using Xunit;

namespace Search.Client.Tests.Processes;

[Collection(TinySearches.Name)]
public sealed class MetricsTests(TinySearches tiny) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120), Beat = TimeSpan.FromMilliseconds(100);
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_running_search_serves_well_formed_metrics_with_bounded_labels()
    {
        using var search = BuiltCommand.Start(home.Folder.Root, "launch", tiny.Sweep, "--slots", "1", "--metrics", "0", "--set", "budget.trials=500");
        var address = (await search.LineAsync("metrics at ")).Split("metrics at ")[1].Split(". ")[0];

        var metrics = await ScrapeAsync(address, seen => seen.Samples.Any(sample => sample.Name == "search_leader_value"));
        var ours = metrics.Samples.Where(sample => sample.Name.StartsWith("search_", StringComparison.Ordinal)).ToArray();

        Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
        Assert.Equal(
            [
                "search_decision_seconds histogram", "search_epochs_total counter", "search_experiment_status gauge", "search_images_total counter", "search_leader_value gauge",
                "search_slot_epoch gauge", "search_slot_time_seconds_total counter", "search_slot_trial gauge", "search_trials gauge", "search_trials_waiting gauge",
            ],
            metrics.Types.Where(type => type.Key.StartsWith("search_", StringComparison.Ordinal)).Select(type => $"{type.Key} {type.Value}").Order(StringComparer.Ordinal));
        Assert.All(metrics.Types.Keys.Where(name => name.StartsWith("search_", StringComparison.Ordinal)), name => Assert.NotEmpty(metrics.Help[name]));
        Assert.Subset(
            new HashSet<string> { "experiment", "stage", "state", "status", "slot", "rank", "trial", "le", "otel_scope_name" },
            ours.SelectMany(sample => sample.Labels.Keys).ToHashSet());
        Assert.All(ours, sample => Assert.StartsWith("tiny-", sample.Labels["experiment"], StringComparison.Ordinal));
        Assert.All(ours.Where(sample => sample.Labels.ContainsKey("trial")), sample => Assert.Equal("search_leader_value", sample.Name));
        Assert.InRange(ours.Count(sample => sample.Name == "search_leader_value"), 1, 10);
        Assert.Contains(ours, sample => sample.Name == "search_decision_seconds_bucket" && sample.Labels["le"] == "0.01"); // seconds, not the usual milliseconds
        Assert.True(ours.Where(sample => sample.Name == "search_epochs_total").Sum(sample => sample.Value) >= 1);
    }

    private static async Task<PrometheusText> ScrapeAsync(string address, Func<PrometheusText, bool> wanted)
    {
        using var client = new HttpClient();
        using var deadline = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(Beat);
        while (true)
        {
            using var answer = await client.GetAsync(new Uri(address), deadline.Token);
            answer.EnsureSuccessStatusCode();
            Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
            if (PrometheusText.Read(await answer.Content.ReadAsStringAsync(deadline.Token)) is var metrics && wanted(metrics))
                return metrics;
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
