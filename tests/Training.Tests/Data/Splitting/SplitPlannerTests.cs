using CsCheck;
using Search.Experiments;
using Search.Training.Data;
using Search.Training.Data.Folders;
using Search.Training.Data.Splitting;
using Xunit;

namespace Search.Training.Tests.Data.Splitting;

public class SplitPlannerTests
{
    private static readonly DataSpec Spec = new() { Path = "data" };

    private static readonly Gen<int[]> ClassSizes = Gen.Int[2, 60].Array[2, 6];

    [Fact]
    public void Every_prefix_of_the_training_images_is_class_balanced() =>
        Gen.Select(ClassSizes, Gen.ULong).Sample((sizes, seed) =>
        {
            var pool = Pool.Of(sizes);
            var train = pool.Plan(Spec, seed).Train;

            var available = pool.Count(train);
            var counts = new int[sizes.Length];
            foreach (var image in train)
            {
                counts[pool.Labels[image]]++;
                // A class may lag behind only when it has no images left.
                var most = counts.Max();
                Assert.All(counts.Zip(available), pair => Assert.True(pair.First >= Math.Min(most - 1, pair.Second)));
            }
        }, iter: 50);

    [Fact]
    public void Every_prefix_of_the_validation_images_is_class_balanced() =>
        ClassSizes.Sample(sizes =>
        {
            var pool = Pool.Of(sizes, (Side.Valid, sizes));
            var valid = pool.Plan(Spec, 3).Valid;

            for (var length = 1; length <= sizes.Min() * sizes.Length; length++)
            {
                var counts = pool.Count(valid.Take(length));
                Assert.True(counts.Max() - counts.Min() <= 1);
            }
        }, iter: 30);

    [Fact]
    public void No_image_is_on_two_sides_and_none_is_lost() =>
        Gen.Select(ClassSizes, Gen.ULong, Gen.Double[0.05, 0.5].Nullable()).Sample((sizes, seed, testFraction) =>
        {
            var pool = Pool.Of(sizes);
            var splits = pool.Plan(Spec with { TestFraction = testFraction }, seed);

            int[] everybody = [.. splits.Train, .. splits.Valid, .. splits.Test];
            Assert.Equal(Enumerable.Range(0, pool.Labels.Count), everybody.Order());
            Assert.Equal(testFraction is null, splits.Test.Count == 0);
            Assert.All(pool.Count(splits.Train), count => Assert.True(count > 0));
        }, iter: 100);

    [Fact]
    public void A_smaller_limit_is_nested_in_a_larger_one() =>
        Gen.Select(Gen.Int[200, 400], Gen.Int[2, 5], Gen.Int[10, 300], Gen.Int[10, 300], Gen.ULong).Sample((size, classes, one, other, seed) =>
        {
            var pool = Pool.Of([.. Enumerable.Repeat(size, classes)]);
            var smaller = pool.Plan(Spec with { LimitTrain = Math.Min(one, other) }, seed).Train;
            var larger = pool.Plan(Spec with { LimitTrain = Math.Max(one, other) }, seed).Train;

            Assert.Equal(smaller, larger.Take(smaller.Count));
        }, iter: 30);

    [Fact]
    public void Groups_stay_whole_on_every_side() =>
        Gen.Select(Gen.Int[20, 80].Array[2, 4], Gen.Int[8, 20], Gen.ULong).Sample((sizes, groupCount, seed) =>
        {
            var pool = Pool.Of(sizes);
            var groups = pool.Groups(groupCount);
            var splits = pool.Plan(Spec with { TestFraction = 0.2 }, seed, groups);

            HashSet<int>[] sides = [.. ((IReadOnlyList<int>[])[splits.Train, splits.Valid, splits.Test]).Select(side => side.Select(image => groups.OfImage[image]).ToHashSet())];
            Assert.False(sides[0].Overlaps(sides[1]) || sides[0].Overlaps(sides[2]) || sides[1].Overlaps(sides[2]));
            Assert.All(sides, side => Assert.NotEmpty(side));
            Assert.Equal(pool.Labels.Count, splits.Train.Count + splits.Valid.Count + splits.Test.Count);
            Assert.All(pool.Count(splits.Train), count => Assert.True(count > 0));
        }, iter: 60);

    [Fact]
    public void Groups_of_one_class_each_are_set_aside_in_proportion()
    {
        // Patients with one diagnosis each: a draw that looks at the total only may take all from one class.
        var pool = Pool.Of([400, 400, 200]);
        var groups = new ImageGroups([.. Enumerable.Range(0, 100).Select(i => $"patient {i}")], [.. Enumerable.Range(0, 1000).Select(image => image / 10)]);

        var splits = pool.Plan(Spec, 5, groups);

        Assert.Equal([80, 80, 40], pool.Count(splits.Valid));
    }

    [Fact]
    public void A_group_that_holds_all_of_a_class_stays_in_training()
    {
        // Each of five groups has the 40 images of the first class that validation wants; the first holds the whole second class besides.
        var pool = Pool.Of([200, 2]);
        var groups = new ImageGroups([.. Enumerable.Range(0, 5).Select(i => $"group {i}")], [.. Enumerable.Range(0, 200).Select(image => image / 40), 0, 0]);

        for (var seed = 0UL; seed < 20; seed++)
        {
            var splits = pool.Plan(Spec, seed, groups);

            Assert.Equal(2, pool.Count(splits.Train)[1]);
            Assert.Equal(40, splits.Valid.Count);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_splits_and_another_seed_others()
    {
        var pool = Pool.Of([50, 50]);

        Assert.Equal(pool.Plan(Spec, 7).Train, pool.Plan(Spec, 7).Train);
        Assert.NotEqual(pool.Plan(Spec, 7).Train, pool.Plan(Spec, 8).Train);
    }

    // The rule: from outside the limit if enough exist, else the fraction of all; max(fraction, 2,000) capped at 20 %.
    [Theory]
    [InlineData(50_000, 10_000, 10_000, 2_000)]
    [InlineData(50_000, 20_000, 20_000, 3_000)]
    [InlineData(50_000, null, 42_500, 7_500)]
    [InlineData(50_000, 50_000, 42_500, 7_500)]
    [InlineData(10_000, null, 8_000, 2_000)]
    [InlineData(300, null, 240, 60)]
    [InlineData(300, 100, 100, 60)]
    [InlineData(300, 250, 240, 60)]
    public void Validation_has_the_size_the_rule_says(int images, int? limit, int train, int valid)
    {
        var splits = Pool.Of([images / 2, images / 2]).Plan(Spec with { LimitTrain = limit }, 1);

        Assert.Equal((train, valid), (splits.Train.Count, splits.Valid.Count));
    }

    [Fact]
    public void A_limit_beyond_the_images_is_clamped_with_a_warning()
    {
        var splits = Pool.Of([50, 50]).Plan(Spec with { LimitTrain = 1_000 }, 1);

        Assert.Equal(80, splits.Train.Count);
        Assert.Contains(splits.Warnings, warning => warning.Contains("data.limit.train is 1,000", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_folders_are_taken_as_they_are()
    {
        var pool = Pool.Of([10, 10], (Side.Valid, [3, 4]), (Side.Test, [2, 1]));

        var splits = pool.Plan(Spec with { TestFraction = 0.3 }, 1);

        Assert.Equal((20, 7, 3), (splits.Train.Count, splits.Valid.Count, splits.Test.Count));
        Assert.Contains(splits.Warnings, warning => warning.Contains("data.test.fraction is not used", StringComparison.Ordinal));
    }

    [Fact]
    public void A_group_in_two_folders_is_an_error_that_names_it()
    {
        var pool = Pool.Of([2, 2], (Side.Valid, [1, 1]));
        var groups = new ImageGroups(["ann", "bob"], [0, 0, 0, 0, 1, 0]);

        var error = Assert.Throws<BadDataException>(() => pool.Plan(Spec, 1, groups));

        Assert.Contains("ann (train and valid)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_group_cannot_be_split()
    {
        var pool = Pool.Of([50, 50]);

        var error = Assert.Throws<BadDataException>(() => pool.Plan(Spec, 1, pool.Groups(1)));

        Assert.Contains("No group can be set aside for validation", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Images without files: sides and labels only.</summary>
    private sealed record Pool(IReadOnlyList<Side> Sides, IReadOnlyList<int> Labels, int Classes)
    {
        public static Pool Of(int[] train, params (Side Side, int[] Sizes)[] others)
        {
            (Side Side, int[] Sizes)[] all = [(Side.Train, train), .. others];
            var images = all.SelectMany(part => part.Sizes.SelectMany((size, label) => Enumerable.Repeat((part.Side, label), size))).ToArray();
            return new([.. images.Select(image => image.Side)], [.. images.Select(image => image.label)], train.Length);
        }

        public Splits Plan(DataSpec spec, ulong seed, ImageGroups? groups = null) =>
            new SplitPlanner(spec, seed, [.. Enumerable.Range(0, Classes).Select(label => $"class {label}")], Sides, Labels, groups).Plan();

        public ImageGroups Groups(int count) => new([.. Enumerable.Range(0, count).Select(i => $"group {i}")], [.. Enumerable.Range(0, Labels.Count).Select(image => image * 23 % count)]);

        public int[] Count(IEnumerable<int> images)
        {
            var counts = new int[Classes];
            foreach (var image in images)
                counts[Labels[image]]++;
            return counts;
        }
    }
}
