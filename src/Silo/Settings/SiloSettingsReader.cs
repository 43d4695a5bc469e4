using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Search.Silo.Hosting;
using Search.Store.Cluster;

namespace Search.Silo.Settings;

/// <summary>Reads a silo's settings from the section <c>Search</c> of the process's configuration, and tells everything that is wrong with them at once.</summary>
/// <remarks>
/// <c>appsettings.json</c>: <c>{ "Search": { "Cluster": "redis://…", … } }</c>; environment: <c>SEARCH__CLUSTER</c>; command line: <c>--Search:Cluster=redis://…</c>, later ones first.
/// Capitals do not matter. An unknown key is an error: a mistyped one would be silently without effect.
/// </remarks>
public sealed partial class SiloSettingsReader
{
    /// <summary>The section's name.</summary>
    public const string Section = "Search";

    /// <summary>The keys that there are.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["Cluster", "Name", "Role", "Home", "Data", "Devices", "Slots", "Address", "SiloPort", "GatewayPort", "HttpPort", "HttpAddress", "ShutdownTimeout", "Lease"];

    private readonly IConfigurationSection section;
    private readonly List<string> errors = [];

    private SiloSettingsReader(IConfiguration configuration) => section = configuration.GetSection(Section);

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="configuration">The process's configuration.</param>
    /// <param name="variable">Reads an environment variable that holds a secret; null for one that is not set.</param>
    /// <param name="errors">What is wrong, a sentence each; empty when the settings are returned.</param>
    /// <returns>Null when something is wrong.</returns>
    public static SiloSettings? Read(IConfiguration configuration, Func<string, string?> variable, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var reader = new SiloSettingsReader(configuration);
        var settings = reader.Read(variable);
        errors = reader.errors;
        return reader.errors.Count == 0 ? settings : null;
    }

    private SiloSettings? Read(Func<string, string?> variable)
    {
        foreach (var key in section.GetChildren().Select(child => child.Key).Where(key => !Known.Contains(key, StringComparer.OrdinalIgnoreCase)))
            Error(key, $"is not known; known are {string.Join(", ", Known)}");
        var usual = new SiloSettings { Cluster = null!, Name = Environment.MachineName, Home = "" };
        var role = Choice("Role", usual.Role);
        var settings = usual with
        {
            Cluster = Cluster(variable)!,
            Name = Name(usual.Name),
            Role = role,
            Home = Folder("Home") ?? Missing("Home", "the folder that all silos and clients of the cluster share"),
            Data = Folder("Data"),
            Devices = Devices(usual.Devices),
            Slots = Whole("Slots", 1, 1024),
            Address = Address("Address", usual.Address),
            SiloPort = Port("SiloPort", usual.SiloPort),
            GatewayPort = Port("GatewayPort", usual.GatewayPort),
            HttpPort = Port("HttpPort", usual.HttpPort),
            HttpAddress = Address("HttpAddress", usual.HttpAddress),
            ShutdownTimeout = Time("ShutdownTimeout", usual.ShutdownTimeout, TimeSpan.FromSeconds(1)),
            Lease = Time("Lease", usual.Lease, TimeSpan.FromSeconds(5)),
        };
        if (role == SiloRole.Control && section["Slots"] is not null)
            Error("Slots", "is given, but a silo of the role control has none: leave one of the two out");
        if (new HashSet<int> { settings.SiloPort, settings.GatewayPort, settings.HttpPort }.Count < 3)
            Error("SiloPort", $"is {settings.SiloPort}, GatewayPort {settings.GatewayPort} and HttpPort {settings.HttpPort}, but they must be three different ports");
        return settings;
    }

    private ClusterAddress? Cluster(Func<string, string?> variable)
    {
        if (section["Cluster"] is not { Length: > 0 } text)
        {
            Missing("Cluster", "such as redis://redis:6379/production");
            return null;
        }
        try
        {
            return ClusterAddress.Parse(text, variable);
        }
        catch (FormatException failure)
        {
            errors.Add(failure.Message);
            return null;
        }
    }

    private string Name(string usual)
    {
        var name = section["Name"] is { Length: > 0 } given ? given : usual;
        // It stands in keys of trials (experiment/trial/attempt@silo!generation/device) and in names of slots (silo/device).
        if (!NamePattern().IsMatch(name))
            Error("Name", $"is \"{name}\", but must be letters, digits, dots, hyphens and underscores");
        return name;
    }

    private string Devices(string usual)
    {
        var devices = section["Devices"] is { Length: > 0 } given ? given : usual;
        if (devices is not ("auto" or "cpu" or "cuda"))
            Error("Devices", $"is \"{devices}\", but must be auto, cpu or cuda");
        return devices;
    }

    private string? Folder(string key) => section[key] is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    private int? Whole(string key, int least, int most)
    {
        if (section[key] is not { Length: > 0 } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Error(key, $"is \"{text}\", but must be a whole number from {least} to {most}");
        return null;
    }

    /// <summary>A port; a free one in place of 0.</summary>
    private int Port(string key, int usual)
    {
        var port = Whole(key, 0, 65535) ?? usual;
        return port > 0 ? port : FreePorts.Next();
    }

    private IPAddress Address(string key, IPAddress usual)
    {
        if (section[key] is not { Length: > 0 } text)
            return usual;
        if (IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            return address;
        Error(key, $"is \"{text}\", but must be an address such as 10.1.2.3: a pod's comes from status.podIP");
        return usual;
    }

    private TimeSpan Time(string key, TimeSpan usual, TimeSpan least)
    {
        if (section[key] is not { Length: > 0 } text)
            return usual;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= least)
            return time;
        Error(key, $"is \"{text}\", but must be a time of at least {least}, written as hours:minutes:seconds");
        return usual;
    }

    private SiloRole Choice(string key, SiloRole usual)
    {
        if (section[key] is not { Length: > 0 } text)
            return usual;
        if (Enum.TryParse<SiloRole>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && !int.TryParse(text, out _))
            return role;
        Error(key, $"is \"{text}\", but must be control, devices or both");
        return usual;
    }

    private string Missing(string key, string what)
    {
        Error(key, $"is missing: {what}");
        return "";
    }

    private void Error(string key, string problem) => errors.Add($"{Section}:{key} {problem} (environment: SEARCH__{key.ToUpperInvariant()}).");

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex NamePattern();
}
