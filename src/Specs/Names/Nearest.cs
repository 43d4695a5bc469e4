namespace Search.Specs.Names;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
internal static class Nearest
{
    /// <summary>The candidate with the fewest typing slips (insert, omit, replace, swap; case aside), or null when none is near.</summary>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        var most = Math.Max(2, word.Length / 2);
        return candidates
            .Select(candidate => (candidate, slips: Slips(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.slips <= most && pair.slips < Math.Max(2, pair.candidate.Length))
            .OrderBy(pair => pair.slips)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    // Optimal string alignment distance: Damerau (1964), Levenshtein (1966).
    private static int Slips(string a, string b)
    {
        if (a.Length > 64)
            return int.MaxValue;
        var distance = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            distance[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            distance[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                distance[i, j] = Math.Min(replaced, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }
        return distance[a.Length, b.Length];
    }
}
