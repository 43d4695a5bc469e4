using Search.Store.Home;
using Xunit;

namespace Search.Store.Tests.Home;

public sealed class HomeFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_option_wins_over_the_variable_and_the_variable_over_the_users_folder()
    {
        var byOption = HomeFolder.Resolve("/option", _ => "/variable");
        var byVariable = HomeFolder.Resolve(null, name => name == "SEARCH_HOME" ? "/variable" : null);
        var byUser = HomeFolder.Resolve(null, _ => null);

        Assert.Equal(Path.GetFullPath("/option"), byOption.Root);
        Assert.Equal(Path.GetFullPath("/variable"), byVariable.Root);
        Assert.Equal(".search", Path.GetFileName(byUser.Root));
    }

    [Fact]
    public void Creating_makes_every_part_and_may_be_repeated()
    {
        var home = HomeFolder.Resolve(folder.At("home"), _ => null);

        home.Create();
        home.Create();

        Assert.Equal(["cache", "checkpoints", "experiments", "runs"], Directory.GetDirectories(home.Root).Select(Path.GetFileName).Order());
        Assert.Equal(Path.Combine(home.Root, "checkpoints", "a-1", "7"), home.Checkpoints("a-1", 7));
    }

    [Fact]
    public void A_file_where_the_home_should_be_is_said_in_a_sentence()
    {
        File.WriteAllText(folder.At("home"), "");

        var error = Assert.Throws<StoreUnavailableException>(() => HomeFolder.Resolve(folder.At("home"), _ => null).Create());

        Assert.Contains(folder.At("home"), error.Message, StringComparison.Ordinal);
        Assert.Contains("--home", error.Message, StringComparison.Ordinal);
    }
}
