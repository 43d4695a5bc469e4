using System.Net;
using System.Net.Sockets;

namespace Search.Servers.Tests;

/// <summary>Stands between a client and a server on the loopback and can lose one answer: the server has done what it was asked, the client never hears of it.</summary>
public sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly int port;
    private readonly Task accepting;
    private volatile byte[]? marker;

    /// <param name="port">The server's port.</param>
    public LossyProxy(int port)
    {
        this.port = port;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens on the loopback.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>True once an answer was lost.</summary>
    public bool HasLost { get; private set; }

    /// <summary>The connection on which these bytes are sent next breaks as soon as the server answers them; once.</summary>
    public void LoseAnswerTo(ReadOnlySpan<byte> request) => marker = request.ToArray();

    /// <summary>Breaks all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(ending.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using var near = client;
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        var losing = false;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, port, broken.Token);
            await Task.WhenAny(
                ForwardAsync(near.GetStream(), server.GetStream(), request =>
                {
                    // A small request arrives in one piece on the loopback.
                    if (marker is { } bytes && request.IndexOf(bytes) >= 0)
                        (losing, HasLost, marker) = (true, true, null);
                    return true;
                }, broken.Token),
                ForwardAsync(server.GetStream(), near.GetStream(), _ => !losing, broken.Token));
        }
        catch (SocketException)
        {
            // The server does not listen: neither does the proxy, then.
        }
        await broken.CancelAsync();
    }

    private delegate bool Inspect(ReadOnlySpan<byte> bytes);

    /// <summary>Forwards until an end, or until the bytes must not pass.</summary>
    private static async Task ForwardAsync(NetworkStream from, NetworkStream to, Inspect passes, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, cancellationToken)) > 0 && passes(buffer.AsSpan(0, count)))
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One side has gone: so does the other.
        }
    }
}
