using System.CommandLine;
using Search.Experiments;
using Search.Store;

namespace Search.Client.Commands;

internal static class ResumeCommand
{
    public static Command Create(CommandLine line)
    {
        var id = new Argument<string?>("ID") { Description = "The experiment; without it the latest that is not over.", Arity = ArgumentArity.ZeroOrOne };
        var (slots, metrics) = (Symbols.Slots(), Symbols.Metrics());
        return line.Command("resume", "Go on with a search that was paused or interrupted.", [id, slots, metrics], async (arguments, context, cancellationToken) =>
        {
            var options = new ResumeOptions
            {
                Experiment = arguments.GetValue(id) is { } word
                    ? await context.Library.ResolveAsync(word, cancellationToken)
                    : await LatestUnfinishedAsync(context, cancellationToken),
                Slots = arguments.GetValue(slots),
                MetricsPort = arguments.GetValue(metrics),
            };
            return await line.Owner(context).ResumeAsync(options, cancellationToken);
        });
    }

    private static async Task<string> LatestUnfinishedAsync(CommandContext context, CancellationToken cancellationToken)
    {
        ExperimentState? latest = null;
        foreach (var id in await context.Library.ListAsync(cancellationToken))
        {
            try
            {
                var state = (await context.Library.LoadAsync(id, cancellationToken)).State;
                if (state.Status is ExperimentStatus.Running or ExperimentStatus.Paused && (latest is null || state.ChangedAt >= latest.ChangedAt))
                    latest = state;
            }
            catch (CorruptExperimentException failure)
            {
                context.Note(failure.Message);
            }
        }
        return latest?.Id ?? throw CommandException.NotFound("There is nothing to resume: no experiment is paused or interrupted.");
    }
}
