using System.Globalization;
using StackExchange.Redis;

namespace Search.Store.Redis;

/// <summary>Turns the client's and the server's errors into sentences.</summary>
internal static class RedisFailures
{
    private const string NothingWritten = "nothing was written", Unknown = "if it was writing, whether it did is not known until the head is read again";

    /// <summary>What the caller shall see when no connection came about.</summary>
    public static StoreUnavailableException NotConnected(Exception failure, RedisAddress address) => new(
        IsAuthentication(failure)
            ? Refused(address)
            : $"{address.Server} cannot be reached: check that it runs, that the address is right and that no firewall stands between; nothing was written.",
        failure);

    /// <summary>What the caller shall see instead of a failure of a call.</summary>
    public static Exception Translate(Exception failure, RedisAddress address) => failure switch
    {
        RedisServerException refusal => OfServer(refusal, address),
        RedisTimeoutException => new StoreUnavailableException(string.Create(CultureInfo.InvariantCulture,
            $"{address.Server} did not answer within {address.Timeout.TotalSeconds} s: it is frozen, overloaded or cut off; {Unknown}."), failure),
        RedisConnectionException when IsAuthentication(failure) => new StoreUnavailableException(Refused(address), failure),
        RedisConnectionException => new StoreUnavailableException($"The connection to {address.Server} was lost: check that it runs; {Unknown}.", failure),
        _ => new StoreUnavailableException($"{address.Server} cannot be used: {failure.Message}", failure),
    };

    private static Exception OfServer(RedisServerException refusal, RedisAddress address)
    {
        // An error inside a script comes with the server's own words around it, and where the word stands differs by version.
        bool Says(string word) => refusal.Message.Contains(word, StringComparison.Ordinal);

        return refusal switch
        {
            _ when Says("WRONGTYPE") => new CorruptExperimentException(
                $"The experiment's data on {address.Server} are damaged: a key holds another kind of value; restore them from a backup or delete the experiment. Other experiments are not concerned.", refusal),
            _ when Says("OOM ") => Unavailable("is out of memory: raise its maxmemory or delete experiments, then resume"),
            _ when Says("READONLY") => Unavailable("is a read-only replica: give the address of the primary"),
            _ when Says("LOADING") => Unavailable("is still loading its data: try again in a moment"),
            _ when Says("MISCONF") => Unavailable("cannot write to its disk: free space there or see its log, then resume"),
            _ when Says("BUSY ") => Unavailable("is busy with somebody's script: try again, or end it by SCRIPT KILL"),
            _ when Says("MASTERDOWN") => Unavailable("has lost its primary: see its log"),
            _ when Says("NOREPLICAS") => Unavailable("has too few replicas to accept writes: start them or lower min-replicas-to-write"),
            _ when Says("NOPERM") => Unavailable("does not allow this user all that Search needs: allow its keys search:* with the commands of @read, @write and @scripting"),
            _ when IsAuthentication(refusal) => new StoreUnavailableException(Refused(address), refusal),
            _ => Unavailable($"refused: {refusal.Message.TrimEnd('.')}"),
        };

        StoreUnavailableException Unavailable(string what) => new($"{address.Server} {what}; {NothingWritten}.", refusal);
    }

    private static string Refused(RedisAddress address) =>
        $"{address.Server} refused the user or the password: correct them in the cluster's address (redis://user:password@host/cluster-id); {NothingWritten}.";

    private static bool IsAuthentication(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                || cause.Message.Contains("WRONGPASS", StringComparison.Ordinal)
                || cause.Message.Contains("NOAUTH", StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
