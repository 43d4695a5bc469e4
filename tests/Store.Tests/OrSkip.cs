using Search.Servers.Tests;
using Xunit;

namespace Search.Store.Tests;

/// <summary>Servers that a test cannot do without.</summary>
internal static class OrSkip
{
    /// <summary>Skips the running test, with the reason, when the server cannot be had here.</summary>
    public static async Task<T> StartedAsync<T>(Task<T> starting)
    {
        try
        {
            return await starting;
        }
        catch (ServerMissingException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
