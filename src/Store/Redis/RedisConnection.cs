using StackExchange.Redis;

namespace Search.Store.Redis;

/// <summary>The one connection of a store: made by the first call, come back by itself after a loss, shared by all calls in flight.</summary>
internal sealed class RedisConnection(RedisAddress address) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private Task<ConnectionMultiplexer>? connecting;
    private bool disposed;

    /// <summary>Runs a call and says a failure in the store's own words.</summary>
    /// <exception cref="StoreUnavailableException">The server is out of reach or refuses.</exception>
    public async Task<T> CallAsync<T>(Func<IDatabase, Task<T>> call)
    {
        ConnectionMultiplexer multiplexer;
        try
        {
            multiplexer = await ConnectAsync();
        }
        catch (Exception failure) when (IsOfRedis(failure))
        {
            throw RedisFailures.NotConnected(failure, address);
        }
        try
        {
            return await call(multiplexer.GetDatabase());
        }
        catch (Exception failure) when (IsOfRedis(failure))
        {
            throw RedisFailures.Translate(failure, address);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<ConnectionMultiplexer>? last;
        lock (gate)
        {
            disposed = true;
            last = connecting;
        }
        if (last is { IsCompletedSuccessfully: true })
            await last.Result.DisposeAsync();
    }

    // The library's errors have no ancestor of their own in common.
    private static bool IsOfRedis(Exception failure) => failure is RedisException or RedisTimeoutException or RedisCommandException;

    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            // Callers share an attempt under way; after a failed one the next caller makes another.
            if (connecting is null or { IsFaulted: true } or { IsCanceled: true })
                connecting = ConnectionMultiplexer.ConnectAsync(address.ToConfigurationOptions());
            return connecting;
        }
    }
}
