using System.Globalization;
using System.Text;
using Search.Boards;
using Search.Client.Output;
using Search.Experiments;

namespace Search.Client.Experiments;

/// <summary>All trials of an experiment as CSV (RFC 4180), one line each in the order of their numbers, a column for every hyperparameter.</summary>
internal static class TrialsCsv
{
    private static readonly string[] Fixed =
        ["trial", "stage", "rank", "role", "parent", "repeat", "seed", "state", "value", "ciLow", "ciHigh", "testValue", "testSeeds", "epochs", "trainImages", "attempts", "exact", "seconds", "reason"];

    public static string Of(ExperimentState state)
    {
        var rows = Leaderboard.Of(state, Leaderboard.AllStages).Rows.OrderBy(row => row.Trial).ToList();
        string[] parameters = [.. rows.SelectMany(row => row.Configuration.Select(pair => pair.Key)).Distinct().Order(StringComparer.Ordinal)];
        var text = new StringBuilder();
        var further = state.Spec.Objectives.Skip(1).ToList();
        Line(text, Fixed.Concat(further.Select(objective => objective.Name)).Concat(parameters));
        foreach (var row in rows)
            Line(text, [
                Text(row.Trial), row.Stage, Text(row.Rank), Format.Name(row.Role), Text(row.Parent), Text(row.Repeat), Text(row.Seed), Format.Name(row.State),
                Text(row.Value), Text(row.Ci95?[0]), Text(row.Ci95?[1]), Text(row.Test?.Value), Text(row.Test?.Seeds), Text(row.Epochs), Text(row.TrainImages),
                Text(row.Attempts), row.Exact ? "true" : "false", Text(row.Seconds), row.Reason ?? "",
                .. row.Values.Skip(1).Select(Text),
                .. parameters.Select(name => row.Configuration.TryGet(name, out var value) ? value.ToString() : ""),
            ]);
        return text.ToString();
    }

    private static string Text<T>(T? value) where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text<T>(T value) where T : struct, IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append('\n');

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
