using StackExchange.Redis;

namespace Search.Store.Redis;

/// <summary>The names under which one experiment's data lie: one hash tag, so that a Redis cluster keeps them on one server and a script may use them together.</summary>
internal sealed class RedisKeys(string clusterId, string experiment)
{
    // No name holds a brace or a slash, so that no two experiments share a tag.
    private readonly string prefix = $"search:{{{clusterId}/{experiment}}}:";

    /// <summary>A hash: the format's version and the head. An experiment exists when it does.</summary>
    public RedisKey State => prefix + "state";

    /// <summary>A list: row n is item n - 1.</summary>
    public RedisKey Journal => prefix + "journal";

    /// <summary>A hash: head, number of pages and identity of the newest snapshot.</summary>
    public RedisKey Snapshot => prefix + "snapshot";

    /// <summary>A list: the newest snapshot's pages.</summary>
    public RedisKey Pages => prefix + "pages";

    /// <summary>Pages on their way, which nobody reads.</summary>
    public RedisKey Draft(string snapshot) => prefix + "draft:" + snapshot;

    /// <summary>A set: identifiers of the cluster's experiments, and perhaps of some half created or half deleted.</summary>
    public static RedisKey Experiments(string clusterId) => $"search:{{{clusterId}}}:experiments";
}
