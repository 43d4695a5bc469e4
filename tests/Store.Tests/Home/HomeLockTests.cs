using Search.Store.Home;
using Search.Store.Tests.Processes;
using Xunit;

namespace Search.Store.Tests.Home;

public sealed class HomeLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HomeFolder home;

    public HomeLockTests()
    {
        home = HomeFolder.Resolve(folder.Path, _ => null);
        home.Create();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_held_lock_is_refused_until_it_is_given_back()
    {
        var first = HomeLock.TryAcquire(home);
        var second = HomeLock.TryAcquire(home);
        first!.Dispose();
        using var third = HomeLock.TryAcquire(home);

        Assert.Null(second);
        Assert.NotNull(third);
    }

    [Fact]
    public async Task A_killed_owner_frees_the_lock()
    {
        using var owner = new ChildProcess("lock", folder.Path);
        Assert.Equal("held", await owner.HearAsync());

        var meanwhile = HomeLock.TryAcquire(home);
        await owner.KillAsync();
        using var afterwards = HomeLock.TryAcquire(home);

        Assert.Null(meanwhile);
        Assert.NotNull(afterwards);
    }

    [Fact]
    public void A_missing_home_is_said_in_a_sentence()
    {
        var error = Assert.Throws<StoreUnavailableException>(() => HomeLock.TryAcquire(HomeFolder.Resolve(folder.At("missing"), _ => null)));

        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
    }
}
