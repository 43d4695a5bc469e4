using Search.Randomness;

namespace Search.Training.Data.Splitting;

/// <summary>Sets images aside with every class in proportion: single images, or whole groups.</summary>
internal static class Aside
{
    /// <summary>How many of each class make <paramref name="total"/>: in proportion, at least one and never all of a class, so the sum may be off by a few.</summary>
    public static int[] Quotas(IReadOnlyList<int> counts, int total)
    {
        long all = counts.Sum();
        var quotas = counts.Select(count => (int)(count * (long)total / all)).ToArray();
        var largestRemaindersFirst = Enumerable.Range(0, counts.Count).OrderByDescending(label => counts[label] * (long)total % all).ThenBy(label => label);
        foreach (var label in largestRemaindersFirst.Take(total - quotas.Sum()))
            quotas[label]++;
        for (var label = 0; label < quotas.Length; label++)
            quotas[label] = counts[label] < 2 ? 0 : Math.Clamp(quotas[label], 1, counts[label] - 1);
        return quotas;
    }

    /// <summary>Takes the quotas off the ends of the classes' lists.</summary>
    public static List<int>[] Images(List<int>[] byClass, IReadOnlyList<int> quotas)
    {
        var taken = new List<int>[byClass.Length];
        for (var label = 0; label < byClass.Length; label++)
        {
            var rest = byClass[label].Count - quotas[label];
            taken[label] = byClass[label][rest..];
            byClass[label].RemoveRange(rest, quotas[label]);
        }
        return taken;
    }

    /// <summary>
    /// Takes whole groups out of the classes' lists: in seeded order, each that brings the classes nearer to their quotas, and none that would leave a class without images.
    /// </summary>
    /// <returns>What was taken, in the lists' order; all lists empty when no group could be.</returns>
    public static List<int>[] Groups(List<int>[] byClass, IReadOnlyList<int> quotas, ImageGroups groups, SearchRandom random)
    {
        Dictionary<int, int[]> sizes = [];
        for (var label = 0; label < byClass.Length; label++)
        {
            foreach (var image in byClass[label])
            {
                if (!sizes.TryGetValue(groups.OfImage[image], out var counts))
                    sizes[groups.OfImage[image]] = counts = new int[byClass.Length];
                counts[label]++;
            }
        }
        var left = byClass.Select(images => images.Count).ToArray();
        var missing = quotas.ToArray();
        bool LeavesEveryClass(int[] size) => !size.Where((count, label) => count > 0 && count == left[label]).Any();
        int Gain(int[] size) => size.Select((count, label) => Math.Abs(missing[label]) - Math.Abs(missing[label] - count)).Sum();

        HashSet<int> chosen = [];
        void Choose(int group)
        {
            chosen.Add(group);
            for (var label = 0; label < left.Length; label++)
            {
                left[label] -= sizes[group][label];
                missing[label] -= sizes[group][label];
            }
        }

        List<int> order = [.. sizes.Keys.Order()];
        ClassOrder.Shuffle(order, random);
        foreach (var group in order)
        {
            if (LeavesEveryClass(sizes[group]) && Gain(sizes[group]) > 0)
                Choose(group);
        }
        if (chosen.Count == 0 && order.Where(group => LeavesEveryClass(sizes[group])).OrderByDescending(group => Gain(sizes[group])).Cast<int?>().FirstOrDefault() is { } nearest)
            Choose(nearest);

        var taken = new List<int>[byClass.Length];
        for (var label = 0; label < byClass.Length; label++)
        {
            taken[label] = [.. byClass[label].Where(image => chosen.Contains(groups.OfImage[image]))];
            byClass[label].RemoveAll(image => chosen.Contains(groups.OfImage[image]));
        }
        return taken;
    }
}
