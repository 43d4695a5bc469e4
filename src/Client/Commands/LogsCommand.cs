using System.CommandLine;
using System.Text.Json;
using Search.Client.Experiments;
using Search.Client.Output;

namespace Search.Client.Commands;

internal static class LogsCommand
{
    public static Command Create(CommandLine line)
    {
        var (id, number) = (Symbols.Experiment(), Symbols.Trial());
        return line.Reading("logs", "What happened to one trial, in order.", [id, number], async (arguments, context, cancellationToken) =>
        {
            var loaded = await context.Library.LoadAsync(await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken), cancellationToken);
            var log = TrialLog.Of(loaded, loaded.State.TrialNumber(arguments.GetValue(number)));
            if (context.IsJson)
                context.Say(JsonSerializer.SerializeToUtf8Bytes(log, ClientJson.Default.TrialLog));
            else
                foreach (var entry in log.Entries)
                    context.Say(entry.Text);
            return ExitCode.Done;
        });
    }
}
