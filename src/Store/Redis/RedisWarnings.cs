namespace Search.Store.Redis;

/// <summary>Settings under which a server may lose what it has acknowledged, read off its own report.</summary>
internal static class RedisWarnings
{
    /// <param name="information">The lines of INFO.</param>
    /// <param name="address">The server.</param>
    public static IEnumerable<string> Of(IReadOnlyCollection<string> information, RedisAddress address)
    {
        if (!information.Contains("aof_enabled:1"))
            yield return $"{address.Server} keeps no append-only file: a restart loses what it acknowledged since its last snapshot; set appendonly yes in its configuration.";
        if (information.FirstOrDefault(line => line.StartsWith("maxmemory_policy:allkeys", StringComparison.Ordinal)) is { } policy && !information.Contains("maxmemory:0"))
            yield return $"{address.Server} may evict experiments when its memory is full ({policy.Replace(":", " is ", StringComparison.Ordinal)}): set maxmemory-policy noeviction.";
    }
}
