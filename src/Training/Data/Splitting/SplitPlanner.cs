using Search.Experiments;
using Search.Randomness;
using Search.Training.Data.Folders;

namespace Search.Training.Data.Splitting;

/// <summary>Decides who trains, who validates and who tests, from the seed alone.</summary>
/// <remarks>
/// Each class's images are shuffled once; the test split is cut off the end, then validation, and training starts at the front. So a smaller limit's
/// images are among a larger one's, and validation lies outside the limit whenever enough images do.
/// </remarks>
internal sealed class SplitPlanner(
    DataSpec spec, ulong seed, IReadOnlyList<string> classes, IReadOnlyList<Side> sides, IReadOnlyList<int> labels, ImageGroups? groups)
{
    private const int EnoughValidation = 2000;
    private const double MostValidation = 0.2;

    private readonly List<string> warnings = [];

    /// <summary>The splits; the same for the same images, seed and settings.</summary>
    /// <exception cref="BadDataException">A class has no images, a group is on two sides, or there is too little to split.</exception>
    public Splits Plan()
    {
        if (groups is not null)
            RefuseSharedGroups(groups);
        var pool = ClassOrder.Shuffled(On(Side.Train), labels, classes.Count, seed, "data.split");
        string[] without = [.. classes.Where((_, label) => pool[label].Count == 0)];
        if (without.Length > 0)
            throw new BadDataException($"No image in train/ can be read of {Wording.Count(without.Length, "class")}: {Wording.Few(without)}. Replace the damaged files or remove the class.");

        List<int> test = [.. On(Side.Test)];
        if (test.Count == 0 && spec.TestFraction is { } fraction)
            test = ClassOrder.RoundRobin(SetAside(pool, (int)Math.Round(fraction * Count(pool)), "test"));
        else if (spec.TestFraction is not null)
            warnings.Add("test/ has labelled images, so they are the test split and data.test.fraction is not used.");

        var valid = sides.Contains(Side.Valid)
            ? ClassOrder.Shuffled(On(Side.Valid), labels, classes.Count, seed, "data.valid")
            : SetAside(pool, ValidationWanted(Count(pool)), "validation");
        string[] unseen = [.. classes.Where((_, label) => valid[label].Count == 0)];
        if (unseen.Length > 0 && !sides.Contains(Side.Valid))
            warnings.Add($"Validation has no images of {Wording.Count(unseen.Length, "class")}: {Wording.Few(unseen)}.");

        var left = Count(pool);
        if (spec.LimitTrain is { } limit && limit > left)
            warnings.Add($"data.limit.train is {Wording.Number(limit)}, but only {Wording.Count(left, "image")} are left for training beside validation and test: all of them are used.");
        var train = ClassOrder.RoundRobin(pool, spec.LimitTrain ?? left);
        return new(train, ClassOrder.RoundRobin(valid), test, warnings);
    }

    private int ValidationWanted(int available)
    {
        var most = (int)(available * MostValidation);
        int Of(int images) => Math.Max(1, (int)Math.Min(Math.Max(Math.Round(spec.ValidFraction * images), EnoughValidation), most));
        return spec.LimitTrain is { } limit && limit + (long)Of(limit) <= available ? Of(limit) : Of(available);
    }

    private List<int>[] SetAside(List<int>[] pool, int wanted, string what)
    {
        var quotas = Aside.Quotas([.. pool.Select(images => images.Count)], wanted);
        if (quotas.Sum() == 0)
            throw new BadDataException($"There are too few images to set any aside for {what}: no class has more than one. Add images.");
        if (groups is null)
            return Aside.Images(pool, quotas);

        var taken = Aside.Groups(pool, quotas, groups, new SearchRandom(Seeds.Derive(seed, "data.groups." + what)));
        if (Count(taken) == 0)
            throw new BadDataException($"No group can be set aside for {what}: whichever is taken, some class keeps no training images. Give a separate folder, or more and smaller groups.");
        if (Math.Abs(Count(taken) - wanted) > wanted / 4)
            warnings.Add($"Groups are kept whole, so {what} has {Wording.Count(Count(taken), "image")} instead of about {Wording.Number(wanted)}.");
        return taken;
    }

    private void RefuseSharedGroups(ImageGroups known)
    {
        var sideOf = new Side?[known.Names.Count];
        SortedDictionary<int, string> shared = [];
        for (var image = 0; image < sides.Count; image++)
        {
            if (known.OfImage[image] is not (>= 0 and var group))
                continue;
            sideOf[group] ??= sides[image];
            if (sideOf[group] != sides[image])
                shared[group] = $"{known.Names[group]} ({Folder(sideOf[group]!.Value)} and {Folder(sides[image])})";
        }
        if (shared.Count > 0)
            throw new BadDataException($"{Wording.Count(shared.Count, "group")} on two sides of a split: {Wording.Few([.. shared.Values])}. Accuracy would look too high: move each group's images to one side.");
    }

    private IEnumerable<int> On(Side side) => Enumerable.Range(0, sides.Count).Where(image => sides[image] == side);

    private static int Count(IEnumerable<List<int>> byClass) => byClass.Sum(images => images.Count);

    private static string Folder(Side side) => side switch { Side.Train => "train", Side.Valid => "valid", _ => "test" };
}
