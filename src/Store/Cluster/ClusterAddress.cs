using Search.Store.Azure;
using Search.Store.Redis;

namespace Search.Store.Cluster;

/// <summary>Where a cluster keeps its membership and its experiments: the value of <c>--cluster</c> or SEARCH_CLUSTER.</summary>
/// <remarks>
/// Immutable. Secrets go in and never come out again: neither <see cref="object.ToString"/> nor an error names a password. Parsing loads no
/// client library; <see cref="OpenStore"/> does.
/// </remarks>
public abstract class ClusterAddress
{
    private const string Known = "redis://[user:password@]host[:port]/cluster-id, rediss://… (the same over TLS) or azure://account/cluster-id";

    private static readonly Dictionary<string, Func<AddressParts, Func<string, string?>, ClusterAddress>> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["redis"] = RedisAddress.Parse,
        ["rediss"] = RedisAddress.Parse,
        ["azure"] = AzureAddress.Parse,
    };

    private protected ClusterAddress(string clusterId) => ClusterId = clusterId;

    /// <summary>Names one cluster among those that share the servers; they do not see each other's experiments.</summary>
    public string ClusterId { get; }

    /// <summary>Reads an address as a user wrote it.</summary>
    /// <param name="text">The address.</param>
    /// <param name="variable">Reads an environment variable, where an address leaves a secret out; null for one that is not set.</param>
    /// <exception cref="FormatException">It is no address; the sentence says what to write, and holds no secret.</exception>
    public static ClusterAddress Parse(string text, Func<string, string?> variable)
    {
        var scheme = text.Split("://", 2) is [var first, _] ? first : "";
        return Schemes.TryGetValue(scheme, out var parse)
            ? parse(AddressParts.Of(text), variable)
            : throw new FormatException($"The cluster address \"{AddressParts.WithoutSecrets(text)}\" is of no known kind: write {Known}.");
    }

    /// <summary>The experiments at this address. Opening costs nothing: the first call connects.</summary>
    public abstract IExperimentStore OpenStore();
}
