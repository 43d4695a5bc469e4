using Search.Store.Azure;
using Search.Store.Cluster;
using Search.Store.Redis;
using Xunit;

namespace Search.Store.Tests.Cluster;

/// <summary>Addresses as users write them, right and wrong.</summary>
public sealed class ClusterAddressTests
{
    [Fact]
    public void A_short_address_has_the_usual_port_and_time_out()
    {
        var address = (RedisAddress)ClusterAddress.Parse("redis://db/production", _ => null);

        Assert.Equal(("db", 6379, "production", false, TimeSpan.FromSeconds(5)), (address.Host, address.Port, address.ClusterId, address.UsesTls, address.Timeout));
        Assert.Equal("redis://db:6379/production", address.ToString());
        Assert.Null(address.ToConfigurationOptions().Password);
    }

    [Fact]
    public void A_long_address_reaches_the_client_library_as_a_whole()
    {
        var options = ((RedisAddress)ClusterAddress.Parse("redis://us%65r:p%40ss:w%2Frd@[::1]:7000/c-1?ssl=true&timeoutSeconds=30", _ => null)).ToConfigurationOptions();

        Assert.Equal(("user", "p@ss:w/rd", true, 30_000), (options.User, options.Password, options.Ssl, options.AsyncTimeout));
        Assert.Equal("[::1]:7000", Assert.Single(options.EndPoints).ToString());
    }

    [Theory]
    [InlineData("rediss://:pw@db/c", true)]
    [InlineData("REDISS://:pw@db/c?ssl=true", true)]
    [InlineData("redis://:pw@db/c?ssl=false", false)]
    public void Encryption_is_by_scheme_or_option(string text, bool expected) => Assert.Equal(expected, ((RedisAddress)ClusterAddress.Parse(text, _ => null)).UsesTls);

    [Theory]
    [InlineData("", "The cluster address \"\" is of no known kind: write redis://[user:password@]host[:port]/cluster-id")]
    [InlineData("db:6379", "The cluster address \"db:6379\" is of no known kind")]
    [InlineData("http://:s3cret@db/c", "The cluster address \"http://…@db/c\" is of no known kind")]
    [InlineData("redis:///c", "The cluster address \"redis:///c\" cannot be read: write redis://host/cluster-id")]
    [InlineData("redis://db:99999/c", "The cluster address \"redis://db:99999/c\" cannot be read")]
    [InlineData("redis://user:s3cret@db:6379", "The cluster address \"redis://…@db:6379\" names no cluster: add its id after the host, as in redis://db:6379/production.")]
    [InlineData("redis://db/a/b", "The cluster id \"a/b\" in \"redis://db/a/b\" cannot be used: use 1 to 128 letters")]
    [InlineData("redis://db/{a}", "The cluster id \"{a}\" in \"redis://db/{a}\" cannot be used")]
    [InlineData("redis://s3cret@db/c", "The cluster address \"redis://…@db/c\" gives a user without a password")]
    [InlineData("redis://:s3c/ret@db/c", "The cluster address \"redis://…@db/c\" cannot be read")]
    [InlineData("redis://:s3c@s3cret@db/c", "The cluster address \"redis://…@db/c\" cannot be read")]
    [InlineData("redis://:s3cret@db/c/d", "The cluster id \"c/d\" in \"redis://…@db/c/d\" cannot be used")]
    [InlineData("redis://db/c#s3cret@x", "The cluster address \"redis://…@x\" holds a '#'")]
    [InlineData("redis://db/c?ssl=yes", "The cluster address \"redis://db/c?ssl=yes\" has ssl=yes: write ssl=true or ssl=false.")]
    [InlineData("rediss://db/c?ssl=false", "The cluster address \"rediss://db/c?ssl=false\" asks for TLS by rediss:// and against it by ssl=false")]
    [InlineData("redis://db/c?timeoutSeconds=0", "The cluster address \"redis://db/c?timeoutSeconds=0\" has timeoutSeconds=0: write a whole number from 1 to 600.")]
    [InlineData("redis://db/c?tls=1", "The cluster address \"redis://db/c?tls=1\" has an unknown option \"tls\": the known ones are ssl, timeoutSeconds.")]
    [InlineData("azure://account:s3cret@x/c", "The cluster address \"azure://…@x/c\" holds a key or a user: leave it out, and set SEARCH_AZURE_CONNECTION")]
    [InlineData("azure://account.table.core.windows.net/c", "The cluster address \"azure://account.table.core.windows.net/c\" names no storage account: write azure://account/cluster-id")]
    [InlineData("azure://127.0.0.1:10002/c", "The cluster address \"azure://127.0.0.1:10002/c\" names no storage account")]
    [InlineData("azure://account/c?ssl=true", "The cluster address \"azure://account/c?ssl=true\" has an unknown option \"ssl\": the known ones are timeoutSeconds.")]
    [InlineData("redis://db/c?ssl=true&ssl=true", "The cluster address \"redis://db/c?ssl=true&ssl=true\" gives the option \"ssl\" twice")]
    public void A_wrong_address_says_what_to_write_and_shows_no_secret(string text, string expected)
    {
        var error = Assert.Throws<FormatException>(() => ClusterAddress.Parse(text, _ => null));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3c", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_never_shows_its_password()
    {
        var address = ClusterAddress.Parse("rediss://user:s3cret@db/c", _ => null);

        Assert.Equal("rediss://db:6379/c", address.ToString());
    }

    [Fact]
    public void An_account_is_named_by_its_address_and_its_secret_comes_from_the_environment()
    {
        var address = (AzureAddress)ClusterAddress.Parse("azure://account/c?timeoutSeconds=9", name => name == "SEARCH_AZURE_CONNECTION" ? "AccountName=account;AccountKey=czNjcmV0;TableEndpoint=http://127.0.0.1:1/account" : null);

        Assert.Equal(("account", "c", TimeSpan.FromSeconds(9)), (address.Account, address.ClusterId, address.Timeout));
        Assert.Equal("azure://account/c", address.ToString());
        Assert.Equal(new Uri("http://127.0.0.1:1/account"), address.ToTableClient().Uri);
    }

    [Fact]
    public void Without_a_connection_string_the_usual_endpoints_are_asked_in_the_program_s_own_name()
    {
        var address = (AzureAddress)ClusterAddress.Parse("azure://account/c", _ => null);

        Assert.Equal(new Uri("https://account.table.core.windows.net"), address.ToTableClient().Uri);
        Assert.Equal(new Uri("https://account.blob.core.windows.net/"), address.ToBlobClient().Uri);
    }

    [Fact]
    public void A_connection_string_of_another_account_is_refused()
    {
        var error = Assert.Throws<FormatException>(() => ClusterAddress.Parse("azure://account/c", _ => "AccountName=other;AccountKey=czNjcmV0"));

        Assert.Equal("The cluster address \"azure://account/c\" names the account account, but SEARCH_AZURE_CONNECTION is for other: correct one of them.", error.Message);
    }

    [Fact]
    public void A_connection_string_that_is_none_is_said_without_quoting_it()
    {
        var error = Assert.Throws<FormatException>(() => ClusterAddress.Parse("azure://account/c", _ => "s3cret").OpenStore());

        Assert.StartsWith("SEARCH_AZURE_CONNECTION is no connection string", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }
}
