using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Search.Servers.Tests;

/// <summary>A Redis server of a test's own on the loopback, with an append-only file in a temporary folder.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const int MostTries = 10;

    private readonly string folder = Directory.CreateTempSubdirectory("search-redis-").FullName;
    private readonly string program;
    private readonly string[] settings;
    private ServerProcess? process;

    private RedisServer(string program, string[] settings) => (this.program, this.settings) = (program, settings);

    /// <summary>Where it listens on the loopback.</summary>
    public int Port { get; private set; }

    /// <summary>Starts a server.</summary>
    /// <param name="settings">Further settings, as on its command line: a name with two dashes, then its value.</param>
    /// <exception cref="ServerMissingException">There is none here and it cannot be installed.</exception>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer(await InstallScript.RunAsync("redis.sh"), settings);
        for (var i = 0; i < MostTries; i++)
        {
            server.Port = FreePort();
            // Another program may take the port between the look and the start.
            if (await server.TryStartAsync())
                return server;
        }
        await server.DisposeAsync();
        throw new InvalidOperationException($"redis-server ended at its start, {MostTries} times.");
    }

    /// <summary>Ends the server without a warning; its files stay.</summary>
    public ValueTask EndAsync() => process!.DisposeAsync();

    /// <summary>Starts a server that was ended again, on the same port and files.</summary>
    public async Task StartAgainAsync()
    {
        if (!await TryStartAsync())
            throw new InvalidOperationException("redis-server did not come back.");
    }

    /// <summary>Stops it from answering; its connections stay open.</summary>
    public void Freeze() => process!.Freeze();

    /// <summary>Lets it answer again.</summary>
    public void Thaw() => process!.Thaw();

    /// <summary>Ends the server and removes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> TryStartAsync()
    {
        string[] arguments =
        [
            "--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--dir", folder,
            "--appendonly", "yes", "--save", "", "--daemonize", "no", .. settings,
        ];
        process = (await ServerProcess.StartAsync(program, arguments, "Ready to accept connections"))?.Server;
        return process is not null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
