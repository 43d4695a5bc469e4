using System.CommandLine;
using Search.Boards;
using Search.Client.Output;

namespace Search.Client.Commands;

internal static class LeaderboardCommand
{
    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        var top = Symbols.Number("--top", "Rows of each stage (default: 20 on a terminal, else all).", 1);
        var stage = new Option<string?>("--stage") { Description = "A stage, or \"all\" (default: the latest with results).", HelpName = "S" };
        return line.Reading("leaderboard", "The best trials.", [id, top, stage], async (arguments, context, cancellationToken) =>
        {
            var prepared = context.IsJson ? Task.Run(BoardJson.Prepare, cancellationToken) : Task.CompletedTask;
            var loaded = await context.Library.LoadAsync(await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken), cancellationToken);
            await prepared;
            var wanted = arguments.GetValue(stage);
            if (wanted is not null && wanted != Leaderboard.AllStages && StageLabels.Find(loaded.State, wanted) is null)
                throw CommandException.Usage($"--stage is \"{wanted}\", but {loaded.State.Id} has begun {string.Join(", ", StageLabels.Begun(loaded.State).DefaultIfEmpty("no stage"))}.");
            var board = Leaderboard.Of(loaded.State, wanted, arguments.GetValue(top) ?? (context.Terminal.OutIsTerminal && !context.IsJson ? 20 : null));
            if (context.IsJson)
                context.Say(BoardJson.Write(board));
            else
                Show(context, board);
            return ExitCode.Done;
        });
    }

    private static void Show(CommandContext context, Leaderboard board)
    {
        if (board.Rows.Count == 0)
        {
            context.Note($"{board.Experiment} has no result yet.");
            return;
        }
        context.Say(BoardTable.Of(board));
        context.Note($"{board.Objective} ({board.Direction}); noise between seeds: {(board.Noise is { } noise ? Format.Value(noise) : "not measured in this stage")}; = marks a tie with the row above (McNemar, p > 0.05); * the leader of the last stage done.");
        if (FrontText.Of(board.Objectives, board.Front) is { } front)
            context.Say(front);
        if (board.Gain is { } gain)
            context.Say($"gain of re-tuning over {gain.Control}: {Format.Value(gain.Value)} ({Format.Interval(gain.Ci95)}) on {gain.Split}, {gain.Seeds} seeds");
    }
}
