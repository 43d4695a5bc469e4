using System.Diagnostics;

namespace Search.Store.Tests;

/// <summary>Waits for a server that comes back. Each call waits for it by itself, so that nothing here sleeps.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The first answer that is no <see cref="StoreUnavailableException"/>.</summary>
    public static async Task<T> AnsweredAsync<T>(Func<Task<T>> call)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (StoreUnavailableException) when (clock.Elapsed < Deadline)
            {
                // Not yet back.
            }
        }
    }
}
