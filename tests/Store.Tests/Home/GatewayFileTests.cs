using Search.Store.Home;
using Xunit;

namespace Search.Store.Tests.Home;

public sealed class GatewayFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HomeFolder home;

    public GatewayFileTests() => home = HomeFolder.Resolve(folder.Path, _ => null);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_and_only_its_user_may_read_it()
    {
        var gateway = new Gateway("127.0.0.1:30000", Gateway.NewClusterId(), 42);
        File.WriteAllText(home.GatewayFile, "an older one");

        GatewayFile.Write(home, gateway);

        Assert.Equal(gateway, GatewayFile.Read(home));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(home.GatewayFile));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{ \"address\": \"127.0.0.1:1\" }")]
    [InlineData("{ \"address\": null, \"clusterId\": \"x\", \"processId\": 1 }")]
    public void A_missing_or_broken_file_names_no_gateway(string? content)
    {
        if (content is not null)
            File.WriteAllText(home.GatewayFile, content);

        Assert.Null(GatewayFile.Read(home));
    }

    [Fact]
    public void A_deleted_file_names_no_gateway()
    {
        GatewayFile.Write(home, new Gateway("127.0.0.1:30000", Gateway.NewClusterId(), 42));

        GatewayFile.Delete(home);

        Assert.Null(GatewayFile.Read(home));
    }

    [Fact]
    public void The_secret_has_128_bits_is_fresh_and_stays_out_of_texts()
    {
        var (one, other) = (Gateway.NewClusterId(), Gateway.NewClusterId());

        Assert.Equal(32, one.Length);
        Assert.NotEqual(one, other);
        Assert.DoesNotContain(one, new Gateway("a:1", one, 1).ToString(), StringComparison.Ordinal);
    }
}
