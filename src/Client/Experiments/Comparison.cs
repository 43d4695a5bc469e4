using Search.Boards;
using Search.Experiments;
using Search.Statistics;

namespace Search.Client.Experiments;

/// <summary>The document of <c>compare --json</c>: two experiments and their winners.</summary>
internal sealed record Comparison
{
    /// <summary>The first experiment.</summary>
    public required ExperimentSummary First { get; init; }

    /// <summary>The second experiment.</summary>
    public required ExperimentSummary Second { get; init; }

    /// <summary>The first's winner or leader; null before there is one.</summary>
    public required LeaderboardRow? FirstWinner { get; init; }

    /// <summary>The second's winner or leader; null before there is one.</summary>
    public required LeaderboardRow? SecondWinner { get; init; }

    /// <summary>Hyperparameters in which the winners differ.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>McNemar's p value of the winners on the same test images; null where they have none in common.</summary>
    public required double? PValue { get; init; }

    /// <summary>What that means, as a sentence.</summary>
    public required string Verdict { get; init; }

    public static Comparison Of(ExperimentState first, ExperimentState second)
    {
        var (a, b) = (Winner(first), Winner(second));
        var p = Paired(first, second, a, b);
        return new Comparison
        {
            First = ExperimentSummary.Of(first),
            Second = ExperimentSummary.Of(second),
            FirstWinner = a,
            SecondWinner = b,
            Differences = [.. Differing(a, b)],
            PValue = p,
            Verdict = p switch
            {
                null => "The winners were not scored on the same test images: their values cannot be compared in pairs.",
                > 0.05 => FormattableString.Invariant($"On the same test images the winners cannot be told apart (McNemar, p = {p:0.###})."),
                _ => FormattableString.Invariant($"On the same test images {(a!.Test!.Value > b!.Test!.Value ? first.Id : second.Id)} is better (McNemar, p = {p:0.###})."),
            },
        };
    }

    private static TrialView? Winner(ExperimentState state) => Leaderboard.WinnerOf(state) is { } winner ? TrialView.Of(state, winner) : null;

    private static double? Paired(ExperimentState first, ExperimentState second, TrialView? a, TrialView? b) =>
        first.Data?.SplitHash is { } split && split == second.Data?.SplitHash && first.Data.ContentHash == second.Data.ContentHash
            && a is not null && b is not null
            && first.Trials[a.Trial].Test is { } mine && second.Trials[b.Trial].Test is { } theirs && mine.Images == theirs.Images
            ? McNemar.PValue(mine.Correct, theirs.Correct)
            : null;

    private static IEnumerable<Difference> Differing(TrialView? a, TrialView? b)
    {
        if (a is null || b is null)
            yield break;
        foreach (var key in a.Configuration.Concat(b.Configuration).Select(pair => pair.Key).Distinct().Order(StringComparer.Ordinal))
        {
            var (mine, theirs) = (Text(a, key), Text(b, key));
            if (mine != theirs)
                yield return new Difference(key, mine, theirs);
        }
    }

    private static string? Text(LeaderboardRow row, string key) => row.Configuration.TryGet(key, out var value) ? value.ToString() : null;
}
