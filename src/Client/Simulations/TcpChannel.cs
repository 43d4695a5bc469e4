using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Search.Client.Simulations;

/// <summary>An objective behind a TCP port.</summary>
internal sealed class TcpChannel : LineChannel
{
    public const string Scheme = "tcp://";

    private readonly TcpClient client = new();
    private readonly StreamWriter writer;
    private readonly StreamReader reader;

    /// <exception cref="CommandException">The address is none, or nobody listens there.</exception>
    public TcpChannel(string address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Name = address;
        var colon = address.LastIndexOf(':');
        var host = colon > Scheme.Length ? address[Scheme.Length..colon].Trim('[', ']') : "";
        if (host.Length == 0 || !int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            throw CommandException.Usage($"--objective is \"{address}\", but must be tcp://host:port with a port from 1 to 65535.");
        try
        {
            client.ConnectAsync(host, port, cancellationToken).AsTask().WaitAsync(timeout, cancellationToken).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException)
        {
            client.Dispose();
            throw CommandException.Failed($"--objective: {address} cannot be reached: {failure.Message}");
        }
        client.NoDelay = true;
        (writer, reader) = (new StreamWriter(client.GetStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)), new StreamReader(client.GetStream(), Encoding.UTF8));
    }

    public override string Name { get; }

    public override string Farewell() => "closed the connection";

    public override void Dispose() => client.Dispose();

    protected override TextWriter Writer => writer;

    protected override TextReader Reader => reader;
}
