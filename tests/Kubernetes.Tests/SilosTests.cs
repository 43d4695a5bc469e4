using System.Globalization;
using k8s.Models;
using Search.Kubernetes.Tests.Rendering;
using Xunit;

namespace Search.Kubernetes.Tests;

public sealed class SilosTests
{
    // What is left between the silo's own end and the kubelet's patience.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task A_silo_has_all_the_time_it_takes_to_leave(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Silos, silo =>
        {
            var shutdown = TimeSpan.Parse(silo.Environment(loaded)["SEARCH__SHUTDOWNTIMEOUT"], CultureInfo.InvariantCulture);
            Assert.True(TimeSpan.FromSeconds(silo.Pod.TerminationGracePeriodSeconds!.Value) >= shutdown + Margin);
            Assert.Null(silo.Container.Lifecycle);
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Probes_ask_the_port_of_health_and_are_patient_with_a_busy_silo(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Silos, silo =>
        {
            Assert.Equal(
                [("/health/live", "http"), ("/health/live", "http"), ("/health/ready", "http")],
                new[] { silo.Container.StartupProbe, silo.Container.LivenessProbe, silo.Container.ReadinessProbe }.Select(probe => (probe.HttpGet.Path, probe.HttpGet.Port.Value)));
            Assert.True(silo.Container.LivenessProbe.PeriodSeconds * silo.Container.LivenessProbe.FailureThreshold >= 60);
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Each_stateful_set_has_one_budget_for_disruptions(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var budgets = loaded.All<V1PodDisruptionBudget>().ToArray();

        Assert.All(loaded.All<V1StatefulSet>(), set =>
            Assert.Equal(set.Metadata.Name, Assert.Single(budgets, budget => loaded.Workload(set.Metadata.Name).IsPickedBy(budget.Spec.Selector)).Metadata.Name));
        Assert.All(budgets, budget => Assert.Single(loaded.Workloads, workload => workload.IsPickedBy(budget.Spec.Selector)));
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Silos_and_command_line_share_one_folder_for_data_and_home(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var users = loaded.Workloads.Where(workload => workload.Name != "search-redis").ToArray();

        Assert.All(users, workload =>
        {
            var mount = workload.Container.VolumeMounts.Single(mount => mount.MountPath == "/search");
            Assert.Equal("search-shared", workload.Pod.Volumes.Single(volume => volume.Name == mount.Name).PersistentVolumeClaim.ClaimName);
        });
        Assert.All(loaded.Silos, silo =>
        {
            Assert.StartsWith("/search/", silo.Environment(loaded)["SEARCH__DATA"], StringComparison.Ordinal);
            Assert.StartsWith("/search/", silo.Environment(loaded)["SEARCH__HOME"], StringComparison.Ordinal);
        });
        // A development cluster of one node needs no volume that several nodes can mount.
        Assert.Equal([overlay == "cpu-dev" ? "ReadWriteOnce" : "ReadWriteMany"], loaded.Named<V1PersistentVolumeClaim>("search-shared").Spec.AccessModes);
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task The_command_line_asks_the_silos_own_cluster(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var commandLine = loaded.Workload("search-cli").Environment(loaded);

        Assert.All(loaded.Silos, silo => Assert.Equal(
            (commandLine["SEARCH_CLUSTER"], commandLine["SEARCH_HOME"], commandLine.GetValueOrDefault("SEARCH_REDIS_PASSWORD")),
            (silo.Environment(loaded)["SEARCH__CLUSTER"], silo.Environment(loaded)["SEARCH__HOME"], silo.Environment(loaded).GetValueOrDefault("SEARCH_REDIS_PASSWORD"))));
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task The_cluster_of_the_address_is_the_one_that_is_there(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var address = new Uri(loaded.Workload("search-cli").Environment(loaded)["SEARCH_CLUSTER"]);

        if (address.Scheme == "azure")
            Assert.DoesNotContain(loaded.All<V1Service>(), service => service.Metadata.Name == "search-redis");
        else
            Assert.Equal(address.Port, loaded.Named<V1Service>(address.Host).Spec.Ports.Single().Port);
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task A_device_silo_has_a_GPU_of_its_own_except_in_development(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var (devices, control) = (loaded.Workload("search-devices"), loaded.Workload("search-control"));
        var hasGpu = overlay != "cpu-dev";

        Assert.Equal(hasGpu, devices.Container.Resources.Limits.TryGetValue("nvidia.com/gpu", out var gpus) && gpus.ToDecimal() == 1);
        Assert.Equal(hasGpu, devices.Pod.Tolerations is { Count: > 0 } && devices.Pod.NodeSelector is { Count: > 0 });
        Assert.Equal(hasGpu ? "cuda" : "cpu", devices.Environment(loaded)["SEARCH__DEVICES"]);
        Assert.False(control.Container.Resources.Limits.ContainsKey("nvidia.com/gpu"));
        Assert.Equal(("devices", "control"), (devices.Environment(loaded)["SEARCH__ROLE"], control.Environment(loaded)["SEARCH__ROLE"]));
    }
}
