using Microsoft.Extensions.Configuration;
using Search.Silo.Settings;
using Xunit;

namespace Search.Silo.Tests.Settings;

public sealed class SiloSettingsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_each_with_its_variable()
    {
        var settings = Read(out var errors, ("Name", "a b"), ("Slot", "3"), ("HttpPort", "x"), ("Role", "boss"), ("Devices", "tpu"), ("Lease", "1"), ("Address", "here"));

        Assert.Null(settings);
        foreach (var key in (string[])["CLUSTER", "HOME", "NAME", "SLOT", "HTTPPORT", "ROLE", "DEVICES", "ADDRESS"])
            Assert.Single(errors, error => error.Contains($"SEARCH__{key})", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_given_counts_and_the_rest_is_usual()
    {
        var settings = Read(out var errors, ("Cluster", "redis://:secret@localhost:6379/c1"), ("Home", "/tmp/home"), ("Name", "gpu-0"), ("Role", "Devices"), ("Slots", "4"), ("SiloPort", "0"));

        Assert.Empty(errors);
        Assert.Equal(("gpu-0", SiloRole.Devices, 4, 30000), (settings!.Name, settings.Role, settings.Slots, settings.GatewayPort));
        Assert.NotEqual(0, settings.SiloPort); // a free one
        Assert.DoesNotContain("secret", $"{settings}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_comes_from_its_own_variable()
    {
        SiloSettingsReader.Read(Configuration(("Cluster", "redis://user@localhost:6379/c1"), ("Home", "/tmp/home")), name => name == "SEARCH_REDIS_PASSWORD" ? "secret" : null, out var errors);

        Assert.Empty(errors);
    }

    [Fact]
    public void Ports_must_differ_and_a_silo_that_only_decides_has_no_slots()
    {
        Read(out var errors, ("Cluster", "redis://localhost/c1"), ("Home", "/tmp/home"), ("Role", "control"), ("Slots", "2"), ("SiloPort", "7000"), ("GatewayPort", "7000"));

        Assert.Equal(2, errors.Count);
    }

    private static SiloSettings? Read(out IReadOnlyList<string> errors, params (string Key, string Value)[] values) => SiloSettingsReader.Read(Configuration(values), _ => null, out errors);

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"SEARCH:{value.Key.ToUpperInvariant()}", (string?)value.Value))).Build();
}
