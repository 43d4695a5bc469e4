using System.Net;
using Microsoft.Extensions.Configuration;
using Search.Kubernetes.Tests.Rendering;
using Search.Silo.Settings;
using Search.Store.Cluster;
using Xunit;

namespace Search.Kubernetes.Tests;

/// <summary>The silos' settings as the silos themselves read them.</summary>
public sealed class SettingsTests
{
    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_silo_understands_its_environment(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Silos, silo =>
        {
            var settings = Read(silo.Environment(loaded), out var errors);

            Assert.Empty(errors);
            Assert.Equal(
                ($"{silo.Name}-0", IPAddress.Parse("10.1.2.3"), IPAddress.Any, silo.Name == "search-control" ? SiloRole.Control : SiloRole.Devices),
                (settings!.Name, settings.Address, settings.HttpAddress, settings.Role));
            Assert.Equal((silo.Ports["silo"], silo.Ports["gateway"], silo.Ports["http"]), (settings.SiloPort, settings.GatewayPort, settings.HttpPort));
            Assert.Equal(("/search/home", "/search/data"), (settings.Home, settings.Data));
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task The_kubelet_is_more_patient_than_the_silo_and_the_silo_than_a_lease(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Silos, silo =>
        {
            var settings = Read(silo.Environment(loaded), out _)!;
            Assert.True(TimeSpan.FromSeconds(silo.Pod.TerminationGracePeriodSeconds!.Value) > settings.ShutdownTimeout);
            Assert.True(settings.ShutdownTimeout > settings.Lease);
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task The_command_line_understands_its_address(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var environment = loaded.Workload("search-cli").Environment(loaded);

        Assert.Equal(environment["SEARCH_CLUSTER"], ClusterAddress.Parse(environment["SEARCH_CLUSTER"], environment.GetValueOrDefault).ToString());
    }

    [Fact]
    public async Task A_mistyped_setting_is_found()
    {
        var loaded = await Overlay.LoadAsync("cpu-dev");

        Read(new(loaded.Workload("search-devices").Environment(loaded)) { ["SEARCH__SLOT"] = "2" }, out var errors);

        Assert.Contains("SLOT", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Health_and_metrics_are_where_the_probes_and_Prometheus_look()
    {
        var served = RepositoryFiles.Read("src/Silo/Hosting/ClusterSilo.cs");

        Assert.Contains("\"/health/live\"", served, StringComparison.Ordinal);
        Assert.Contains("\"/health/ready\"", served, StringComparison.Ordinal);
        Assert.Contains("MapPrometheusScrapingEndpoint()", served, StringComparison.Ordinal);
    }

    /// <summary>As the environment's provider of the process would hand it on: two underscores part a section from its key.</summary>
    private static SiloSettings? Read(Dictionary<string, string> environment, out IReadOnlyList<string> errors) => SiloSettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(environment.Select(variable => KeyValuePair.Create<string, string?>(variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value))).Build(),
        environment.GetValueOrDefault,
        out errors);
}
