using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using k8s.Models;
using Search.Boards;
using Search.Experiments;
using Search.Kubernetes.Tests.Rendering;
using Search.Kubernetes.Tests.Resources;
using Search.Silo.Telemetry;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Search.Kubernetes.Tests;

public sealed partial class AutoscalingTests
{
    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task An_autoscaler_alone_says_how_many_device_silos_there_are(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        V2CrossVersionObjectReference[] targets =
        [
            .. loaded.All<ScaledObject>().Select(scaled => scaled.Spec.ScaleTargetRef),
            .. loaded.All<V2HorizontalPodAutoscaler>().Select(scaler => scaler.Spec.ScaleTargetRef),
        ];

        Assert.Equal(overlay == "cpu-dev" ? 0 : 1, targets.Length);
        Assert.All(targets, target =>
        {
            Assert.Equal(("apps/v1", "StatefulSet", "search-devices"), (target.ApiVersion, target.Kind, target.Name));
            Assert.Null(loaded.Named<V1StatefulSet>(target.Name).Spec.Replicas);
        });
        Assert.NotNull(loaded.Named<V1StatefulSet>("search-control").Spec.Replicas);
    }

    [Theory, InlineData("gpu"), InlineData("azure")]
    public async Task KEDA_takes_the_last_device_silo_away_and_counts_one_slot_each(string overlay)
    {
        var scaled = Assert.Single((await Overlay.LoadAsync(overlay)).All<ScaledObject>());
        var trigger = Assert.Single(scaled.Spec.Triggers);

        Assert.Equal(0, scaled.Spec.MinReplicaCount);
        Assert.Equal(("prometheus", "AverageValue", "1"), (trigger.Type, trigger.MetricType, trigger.Metadata["threshold"]));
    }

    [Fact]
    public async Task The_plain_autoscaler_reads_what_the_adapters_rule_makes_of_the_same_query()
    {
        var scaler = Assert.Single((await Overlay.LoadAsync("gpu-hpa")).All<V2HorizontalPodAutoscaler>());
        var metric = Assert.Single(scaler.Spec.Metrics).External;
        var rule = AdapterRule();

        Assert.Equal(rule["name"]["as"].ToString(), metric.Metric.Name);
        Assert.Equal(await QueryAsync("gpu"), rule["metricsQuery"].ToString());
        Assert.Equal(await QueryAsync("gpu"), await QueryAsync("azure"));
        Assert.Equal(1, scaler.Spec.MinReplicas);
        Assert.Equal(("AverageValue", 1), (metric.Target.Type, metric.Target.AverageValue.ToInt32()));
    }

    [Fact]
    public async Task The_query_asks_for_metrics_that_silos_publish()
    {
        var published = Published();
        var asked = Selector().Matches($"{await QueryAsync("gpu")} {AdapterRule()["seriesQuery"]}").Select(match => match.Value).ToHashSet();

        Assert.Equal(["search_trials_waiting", """search_trials{state="running"}"""], asked);
        Assert.Equal(2, published["search_trials_waiting"]);
        Assert.Equal(3, published["""search_trials{state="running"}"""]);
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Prometheus_reads_every_silo_where_something_scales_by_it(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var monitors = loaded.All<PodMonitor>().ToArray();

        Assert.Equal(overlay == "cpu-dev" ? 0 : 1, monitors.Length);
        Assert.All(monitors, monitor =>
        {
            Assert.Equal(loaded.Silos.Select(silo => silo.Name), loaded.Workloads.Where(workload => workload.IsPickedBy(monitor.Spec.Selector)).Select(workload => workload.Name));
            Assert.Equal(("http", "/metrics"), (Assert.Single(monitor.Spec.PodMetricsEndpoints).Port, monitor.Spec.PodMetricsEndpoints[0].Path));
        });
    }

    private static async Task<string> QueryAsync(string overlay) =>
        Assert.Single((await Overlay.LoadAsync(overlay)).All<ScaledObject>()).Spec.Triggers[0].Metadata["query"];

    private static YamlNode AdapterRule()
    {
        var values = new YamlStream();
        values.Load(new StringReader(RepositoryFiles.Read("k8s/components/hpa/adapter.yaml")));
        return values.Documents[0].RootNode["rules"]["external"][0];
    }

    /// <summary>What the meter tells of one experiment, by name and state; gauges without a unit keep their names on the way to Prometheus.</summary>
    private static Dictionary<string, double> Published()
    {
        using var metrics = new ExperimentMetrics();
        metrics.Publish("cifar10-7f3a", new ExperimentFigures
        {
            Status = ExperimentStatus.Running,
            Trials = new Dictionary<(string, TrialState), int> { [("joint", TrialState.Running)] = 3, [("joint", TrialState.Completed)] = 40 },
            Spent = new Dictionary<string, (long, long, double)>(),
            Leaders = [],
            Waiting = 2,
            Running = [],
        });
        var published = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument is { Meter.Name: SearchMeter.Name, Unit: null }) listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            var state = tags.ToArray().FirstOrDefault(tag => tag.Key == "state").Value;
            published[state is null ? instrument.Name : $$"""{{instrument.Name}}{state="{{state}}"}"""] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return published;
    }

    [GeneratedRegex("""search_[a-z_]+(\{[^}]*\})?""")]
    private static partial Regex Selector();
}
