namespace Search.Servers.Tests;

/// <summary>An emulated Azure storage account of a test's own on the loopback, its data in a temporary folder.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The account's name.</summary>
    public const string Account = "devstoreaccount1";

    // Microsoft publishes this key for every emulator: it is no secret.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string folder = Directory.CreateTempSubdirectory("search-azurite-").FullName;
    private ServerProcess? process;

    private AzuriteServer()
    {
    }

    /// <summary>Names the account's endpoints and key.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Where its tables listen on the loopback.</summary>
    public int TablePort { get; private set; }

    /// <summary>Starts an account.</summary>
    /// <exception cref="ServerMissingException">There is no emulator here and it cannot be fetched.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        var script = await InstallScript.RunAsync("azurite.sh");
        var server = new AzuriteServer();
        string[] arguments =
        [
            script, "--location", server.folder, "--skipApiVersionCheck", "--disableTelemetry", "--loose",
            "--blobHost", "127.0.0.1", "--blobPort", "0", "--queueHost", "127.0.0.1", "--queuePort", "0", "--tableHost", "127.0.0.1", "--tablePort", "0",
        ];
        if (await ServerProcess.StartAsync("node", arguments, "Blob service is successfully listening at ", "Table service is successfully listening at ") is not { } started)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException("Azurite ended at its start.");
        }
        server.process = started.Server;
        var (blobs, tables) = (EndpointIn(started.Lines[0]), EndpointIn(started.Lines[1]));
        server.TablePort = tables.Port;
        server.ConnectionString = $"AccountName={Account};AccountKey={Key};BlobEndpoint={blobs}{Account};TableEndpoint={tables}{Account};";
        return server;
    }

    /// <summary>Stops it from answering; its connections stay open.</summary>
    public void Freeze() => process!.Freeze();

    /// <summary>Lets it answer again.</summary>
    public void Thaw() => process!.Thaw();

    /// <summary>Ends the account and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Uri EndpointIn(string line) => new(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
}
