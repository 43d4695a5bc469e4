using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Search.Store.Cluster;

namespace Search.Store.Azure;

/// <summary>A cluster on an Azure storage account: <c>azure://account/cluster-id[?timeoutSeconds=5]</c>.</summary>
/// <remarks>
/// Without more, whoever runs the program is who asks: its managed identity, or the one signed in. It needs the roles Storage Table Data Contributor
/// and Storage Blob Data Contributor. A connection string in the variable SEARCH_AZURE_CONNECTION goes before; it also names
/// other endpoints, such as an emulator's.
/// </remarks>
public sealed class AzureAddress : ClusterAddress
{
    private const string Variable = "SEARCH_AZURE_CONNECTION";
    private const int MostRetries = 2;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200), LongestDelay = TimeSpan.FromSeconds(2);

    private readonly string? connectionString;

    private AzureAddress(AddressParts parts, TimeSpan timeout, string? connectionString) : base(parts.ClusterId) =>
        (Account, Timeout, this.connectionString) = (parts.Host, timeout, connectionString);

    /// <summary>The storage account's name.</summary>
    public string Account { get; }

    /// <summary>How long each of a call's up to three tries waits for an answer; 1 to 600 seconds, 5 by default.</summary>
    public TimeSpan Timeout { get; }

    /// <inheritdoc/>
    public override IExperimentStore OpenStore() => new AzureExperimentStore(this);

    /// <summary>How Azure.Data.Tables reaches the account; a new object each time.</summary>
    /// <exception cref="FormatException">The connection string cannot be read.</exception>
    public TableServiceClient ToTableClient()
    {
        var options = WithTimeout(new TableClientOptions());
        return connectionString is null
            ? new(new Uri($"https://{Account}.table.core.windows.net"), new DefaultAzureCredential(), options)
            : FromConnection(text => new TableServiceClient(text, options));
    }

    /// <summary>How Azure.Storage.Blobs reaches the account; a new object each time.</summary>
    /// <exception cref="FormatException">The connection string cannot be read.</exception>
    public BlobServiceClient ToBlobClient()
    {
        var options = WithTimeout(new BlobClientOptions());
        return connectionString is null
            ? new(new Uri($"https://{Account}.blob.core.windows.net"), new DefaultAzureCredential(), options)
            : FromConnection(text => new BlobServiceClient(text, options));
    }

    /// <summary>The address; it holds no secret.</summary>
    public override string ToString() => $"azure://{Account}/{ClusterId}";

    internal static AzureAddress Parse(AddressParts parts, Func<string, string?> variable)
    {
        if (parts.User.Length > 0 || parts.Password is not null)
            throw new FormatException($"The cluster address \"{parts.Shown}\" holds a key or a user: leave it out, and set {Variable} to the account's connection string where the program's own identity will not do.");
        if (parts.Port is not null || parts.Host.Length is < 3 or > 24 || !parts.Host.All(char.IsAsciiLetterOrDigit))
            throw new FormatException($"The cluster address \"{parts.Shown}\" names no storage account: write azure://account/cluster-id with its name alone, 3 to 24 letters and digits; {Variable} may name other endpoints.");
        var connection = variable(Variable) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        if (AccountOf(connection) is { } other && !string.Equals(other, parts.Host, StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"The cluster address \"{parts.Shown}\" names the account {parts.Host}, but {Variable} is for {other}: correct one of them.");
        var timeout = parts.TakeTimeout();
        parts.RefuseOthers(AddressParts.TimeoutOption);
        return new(parts, timeout, connection);
    }

    private static string? AccountOf(string? connection) => connection?.Split(';', StringSplitOptions.TrimEntries)
        .Where(part => part.StartsWith("AccountName=", StringComparison.OrdinalIgnoreCase))
        .Select(part => part.Split('=', 2)[1])
        .FirstOrDefault();

    private T FromConnection<T>(Func<string, T> open)
    {
        try
        {
            return open(connectionString!);
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException or ArgumentException)
        {
            // The cause is left out: it may quote the string.
            throw new FormatException($"{Variable} is no connection string of a storage account: copy it anew from the account's access keys.");
        }
    }

    private T WithTimeout<T>(T options) where T : ClientOptions
    {
        options.Retry.NetworkTimeout = Timeout;
        options.Retry.MaxRetries = MostRetries;
        options.Retry.Delay = FirstDelay;
        options.Retry.MaxDelay = LongestDelay;
        return options;
    }
}
