using System.CommandLine;

namespace Search.Client.Commands;

internal static class DemoCommand
{
    public static Command Create(CommandLine line)
    {
        var (slots, metrics) = (Symbols.Slots(), Symbols.Metrics());
        return line.Command("demo", "Make a small data set and run a whole search on it, in about three minutes.", [slots, metrics], (arguments, context, cancellationToken) =>
            line.Owner(context).DemoAsync(new DemoOptions { Slots = arguments.GetValue(slots), MetricsPort = arguments.GetValue(metrics) }, cancellationToken));
    }
}
