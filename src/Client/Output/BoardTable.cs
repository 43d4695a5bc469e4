using Search.Boards;
using Search.Spaces;

namespace Search.Client.Output;

/// <summary>A leaderboard as a table; hyperparameters that all rows share are left out.</summary>
internal static class BoardTable
{
    public static TextTable Of(Leaderboard board)
    {
        var several = board.Rows.Select(row => row.Stage).Distinct().Count() > 1;
        var table = new TextTable([">rank", .. several ? (string[])["stage"] : [], ">trial", "role", "state", $">{board.Objective}", "", .. board.Objectives.Skip(1).Select(other => $">{other.Name}"), .. board.Front is null ? (string[])[] : ["front"], "ci95", "test", ">epochs", ">images", "configuration"]);
        foreach (var row in board.Rows)
            table.Add([
                Format.Number(row.Rank),
                .. several ? (string[])[row.Stage] : [],
                Format.Number(row.Trial) + (row.Trial == board.Winner ? "*" : ""),
                Format.Name(row.Role),
                Format.Name(row.State),
                Format.Value(row.Value),
                row.Tied == true ? "=" : "",
                .. row.Values.Skip(1).Select(Format.Value),
                .. board.Front is null ? (string[])[] : [board.Front.Any(point => point.Trial == row.Trial) ? "yes" : ""],
                Format.Interval(row.Ci95),
                Format.Test(row.Test),
                Format.Number(row.Epochs),
                Format.Number(row.TrainImages),
                Format.Short(Differing(row.Configuration, board)),
            ]);
        return table;
    }

    private static Configuration Differing(Configuration configuration, Leaderboard board) =>
        new(configuration.Where(pair => board.Rows.Any(row => !row.Configuration.TryGet(pair.Key, out var other) || other != pair.Value)));
}
