using System.CommandLine;

namespace Search.Client.Commands;

internal static class LaunchCommand
{
    public static Command Create(CommandLine line)
    {
        var spec = new Argument<string>("SPEC") { Description = "The sweep file; - reads it from the input." };
        var (slots, metrics, set) = (Symbols.Slots(), Symbols.Metrics(), Symbols.Set());
        var warm = new Option<string[]>("--warm-start")
        {
            Description = "Tries the best configurations of an earlier search first, as warmStart in the file does; may be given several times.",
            HelpName = "ID",
            DefaultValueFactory = _ => [],
        };
        var detach = new Option<bool>("--detach") { Description = "Return once the search runs in a process of its own." };
        return line.Command("launch", "Run a search.", [spec, slots, detach, set, warm, metrics], (arguments, context, cancellationToken) =>
            line.Owner(context).LaunchAsync(new LaunchOptions
            {
                Spec = arguments.GetRequiredValue(spec),
                Set = arguments.GetValue(set) ?? [],
                WarmStart = arguments.GetValue(warm) ?? [],
                Slots = arguments.GetValue(slots),
                Detach = arguments.GetValue(detach),
                MetricsPort = arguments.GetValue(metrics),
            }, cancellationToken));
    }
}
