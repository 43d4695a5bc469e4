using Search.Training.Data;

namespace Search.Client.Owner;

/// <summary>How far the decoding of images is: in place on a terminal, a line now and then otherwise.</summary>
internal sealed class DecodingProgress(CommandContext context) : IProgress<DataProgress>, IDisposable
{
    private readonly Lock guard = new();
    private int shown = -1;

    public void Report(DataProgress value)
    {
        var percent = (int)(100L * value.Done / Math.Max(1, value.Total));
        lock (guard)
        {
            // Without a terminal a line for every quarter is enough.
            var step = context.Terminal.ErrorIsTerminal ? percent : percent / 25 * 25;
            if (context.IsQuiet || step <= shown)
                return;
            shown = step;
            if (context.Terminal.ErrorIsTerminal)
                context.Terminal.Error.Write($"\rDecoding {value.Total} images: {percent} % ");
            else
                context.Terminal.Error.WriteLine($"Decoding {value.Total} images: {percent} %");
        }
    }

    public void Dispose()
    {
        if (shown >= 0 && context.Terminal.ErrorIsTerminal)
            context.Terminal.Error.WriteLine();
    }
}
