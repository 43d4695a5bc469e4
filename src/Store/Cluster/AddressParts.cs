using System.Globalization;

namespace Search.Store.Cluster;

/// <summary>A cluster address taken apart, its options not yet understood.</summary>
internal sealed class AddressParts
{
    /// <summary>The option that every kind of address has.</summary>
    public const string TimeoutOption = "timeoutSeconds";

    private const int UsualTimeoutSeconds = 5, MostTimeoutSeconds = 600;

    private readonly Uri uri;
    private readonly Dictionary<string, string> options;

    private AddressParts(string text, Uri uri, string clusterId, Dictionary<string, string> options) =>
        (Shown, this.uri, ClusterId, this.options) = (WithoutSecrets(text), uri, clusterId, options);

    /// <summary>The address as an error may show it.</summary>
    public string Shown { get; }

    public string Scheme => uri.Scheme;

    /// <summary>Name or number of the server; a number of version 6 without its brackets.</summary>
    public string Host => uri.DnsSafeHost;

    /// <summary>The port, or null when none is given.</summary>
    public int? Port => uri.Port < 0 ? null : uri.Port;

    public string ClusterId { get; }

    /// <summary>The user's name before the password; empty when there is none.</summary>
    public string User => Uri.UnescapeDataString(uri.UserInfo.Split(':', 2)[0]);

    /// <summary>The password, or null when there is none.</summary>
    public string? Password => uri.UserInfo.Split(':', 2) is [_, var password] ? Uri.UnescapeDataString(password) : null;

    /// <exception cref="FormatException">It is no address with a host and a cluster id.</exception>
    public static AddressParts Of(string text)
    {
        var shown = WithoutSecrets(text);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new FormatException(
                $"The cluster address \"{shown}\" cannot be read: write {SchemeOf(text)}://host/cluster-id; in a password write '@', ':', '/', '?', '#' and '%' as %40, %3A, %2F, %3F, %23 and %25.");
        var clusterId = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (clusterId.Length == 0)
            throw new FormatException($"The cluster address \"{shown}\" names no cluster: add its id after the host, as in {uri.Scheme}://{uri.Authority.Split('@')[^1]}/production.");
        if (!ExperimentName.IsName(clusterId))
            throw new FormatException($"The cluster id \"{clusterId}\" in \"{shown}\" cannot be used: {ExperimentName.Rule}.");
        if (uri.Fragment.Length > 0)
            throw new FormatException($"The cluster address \"{shown}\" holds a '#': in a password write it as %23.");
        return new(text, uri, clusterId, OptionsOf(uri.Query, shown));
    }

    /// <summary>The text without whatever stands before its last '@': there a password may be, however wrongly it is written.</summary>
    public static string WithoutSecrets(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? text : $"{SchemeOf(text)}://…@{text[(at + 1)..]}";
    }

    /// <summary>Takes an option out; null when it is not given.</summary>
    public string? Take(string name) => options.Remove(name, out var value) ? value : null;

    /// <summary>Takes the time-out of calls out; 5 seconds when it is not given.</summary>
    /// <exception cref="FormatException">It is no whole number from 1 to 600.</exception>
    public TimeSpan TakeTimeout()
    {
        if (Take(TimeoutOption) is not { } text)
            return TimeSpan.FromSeconds(UsualTimeoutSeconds);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MostTimeoutSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"The cluster address \"{Shown}\" has {TimeoutOption}={text}: write a whole number from 1 to {MostTimeoutSeconds}.");
    }

    /// <summary>Refuses the options that nobody has taken.</summary>
    /// <param name="known">The names that there are.</param>
    /// <exception cref="FormatException">There is one.</exception>
    public void RefuseOthers(params ReadOnlySpan<string> known)
    {
        if (options.Count > 0)
            throw new FormatException($"The cluster address \"{Shown}\" has an unknown option \"{options.Keys.First()}\": the known ones are {string.Join(", ", known)}.");
    }

    private static string SchemeOf(string text) => text.Split("://", 2) is [var scheme, _] ? scheme : "";

    private static Dictionary<string, string> OptionsOf(string query, string shown)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            if (!options.TryAdd(pair[0], pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : ""))
                throw new FormatException($"The cluster address \"{shown}\" gives the option \"{pair[0]}\" twice: give it once.");
        }
        return options;
    }
}
