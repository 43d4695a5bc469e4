using System.Globalization;
using Search.Store.Cluster;
using StackExchange.Redis;

namespace Search.Store.Redis;

/// <summary>A cluster on Redis: <c>redis://[user:password@]host[:port]/cluster-id[?ssl=true&amp;timeoutSeconds=5]</c>, or <c>rediss://</c> for TLS.</summary>
/// <remarks>A password in the variable SEARCH_REDIS_PASSWORD counts where the address names none: an address stands in logs and lists of processes.</remarks>
public sealed class RedisAddress : ClusterAddress
{
    private const string Variable = "SEARCH_REDIS_PASSWORD";
    private const int UsualPort = 6379;

    // Well below the shortest time-out: a call that waits for a lost connection to come back then lives to see it.
    private const int ReconnectMilliseconds = 250;

    private readonly string user;
    private readonly string? password;

    private RedisAddress(AddressParts parts, bool usesTls, TimeSpan timeout, string? password) : base(parts.ClusterId) =>
        (Host, Port, UsesTls, Timeout, user, this.password) = (parts.Host, parts.Port ?? UsualPort, usesTls, timeout, parts.User, password);

    /// <summary>The server's name or number.</summary>
    public string Host { get; }

    /// <summary>The server's port; 6379 by default.</summary>
    public int Port { get; }

    /// <summary>True when the connection is encrypted and the server proves its name.</summary>
    public bool UsesTls { get; }

    /// <summary>How long a call waits for the server before it fails; 1 to 600 seconds, 5 by default.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The server as a sentence names it.</summary>
    internal string Server => string.Create(CultureInfo.InvariantCulture, $"Redis at {Host}:{Port}");

    /// <inheritdoc/>
    public override IExperimentStore OpenStore() => new RedisExperimentStore(this);

    /// <summary>How StackExchange.Redis connects to the server; a new object each time, the caller's to change. It holds the password.</summary>
    public ConfigurationOptions ToConfigurationOptions()
    {
        var milliseconds = (int)Timeout.TotalMilliseconds;
        return new()
        {
            EndPoints = { { Host, Port } },
            User = user.Length > 0 ? user : null,
            Password = password,
            Ssl = UsesTls,
            ClientName = "search",
            // The first connection fails at once with its reason; the later ones come back by themselves.
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds),
            HeartbeatInterval = TimeSpan.FromMilliseconds(ReconnectMilliseconds),
            ConnectTimeout = milliseconds,
            AsyncTimeout = milliseconds,
            SyncTimeout = milliseconds,
        };
    }

    /// <summary>The address without user and password.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(UsesTls ? "rediss" : "redis")}://{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}/{ClusterId}");

    internal static RedisAddress Parse(AddressParts parts, Func<string, string?> variable)
    {
        var tls = string.Equals(parts.Scheme, "rediss", StringComparison.OrdinalIgnoreCase);
        var ssl = parts.Take("ssl");
        if (ssl is not (null or "true" or "false"))
            throw new FormatException($"The cluster address \"{parts.Shown}\" has ssl={ssl}: write ssl=true or ssl=false.");
        if (tls && ssl == "false")
            throw new FormatException($"The cluster address \"{parts.Shown}\" asks for TLS by rediss:// and against it by ssl=false: write redis:// or leave ssl=false out.");
        var password = parts.Password ?? (variable(Variable) is { Length: > 0 } given ? given : null);
        if (parts.User.Length > 0 && password is null)
            throw new FormatException($"The cluster address \"{parts.Shown}\" gives a user without a password: set {Variable}, write user:password@, or :password@ for a password alone.");
        var timeout = parts.TakeTimeout();
        parts.RefuseOthers("ssl", AddressParts.TimeoutOption);
        return new(parts, tls || ssl == "true", timeout, password);
    }
}
