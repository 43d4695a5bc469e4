namespace Search.Client.Simulations;

/// <summary>A way to an objective outside of this process: a line there, a line back.</summary>
internal abstract class LineChannel : IDisposable
{
    /// <summary>How sentences name the other end.</summary>
    public abstract string Name { get; }

    /// <summary>Sends a line and waits for the answer; null when the other end is gone.</summary>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public string? Ask(string line, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            Writer.Write(line + "\n");
            Writer.Flush();
            // Reading a pipe does not end by itself when it is cancelled.
            return Reader.ReadLineAsync(cancellationToken).AsTask().WaitAsync(timeout, time, cancellationToken).GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            return null; // it closed its end
        }
    }

    /// <summary>What is known about the end of the other side, to be put after "…, which ".</summary>
    public abstract string Farewell();

    public abstract void Dispose();

    protected abstract TextWriter Writer { get; }

    protected abstract TextReader Reader { get; }
}
