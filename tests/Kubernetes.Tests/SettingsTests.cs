using Search.Kubernetes.Tests.Rendering;
using Xunit;

namespace Search.Kubernetes.Tests;

/// <summary>The silos' settings by their names.</summary>
public sealed class SettingsTests
{
    private static readonly string[] Known =
    [
        "CLUSTER", "NAME", "ROLE", "HOME", "DATA", "DEVICES", "SLOTS", "ADDRESS", "SILOPORT", "GATEWAYPORT", "HTTPPORT", "HTTPADDRESS", "SHUTDOWNTIMEOUT", "LEASE",
    ];

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_setting_is_one_that_silos_know(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Silos, silo => Assert.Subset(
            Known.ToHashSet(),
            silo.Environment(loaded).Keys.Where(name => name.StartsWith("SEARCH__", StringComparison.Ordinal)).Select(name => name["SEARCH__".Length..]).ToHashSet()));
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task A_silo_is_told_its_name_its_address_and_the_ports_that_its_container_opens(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Silos, silo =>
        {
            var environment = silo.Environment(loaded);
            Assert.Equal(($"{silo.Name}-0", "10.1.2.3", "0.0.0.0"), (environment["SEARCH__NAME"], environment["SEARCH__ADDRESS"], environment["SEARCH__HTTPADDRESS"]));
            Assert.Equal(
                ($"{silo.Ports["silo"]}", $"{silo.Ports["gateway"]}", $"{silo.Ports["http"]}"),
                (environment["SEARCH__SILOPORT"], environment["SEARCH__GATEWAYPORT"], environment["SEARCH__HTTPPORT"]));
        });
    }
}
