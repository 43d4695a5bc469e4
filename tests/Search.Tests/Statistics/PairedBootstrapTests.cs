using CsCheck;
using Search.Randomness;
using Search.Statistics;
using Xunit;

namespace Search.Tests.Statistics;

public sealed class PairedBootstrapTests(ITestOutputHelper output)
{
    private const int Searches = 400;
    private const int Images = 40;

    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_one_nearly_so()
    {
        var differences = Draw(new SearchRandom(1), truth: 0.02, seeds: 5, groups: 200);

        var first = PairedBootstrap.Interval95(differences, null, 3);

        Assert.Equal(first, PairedBootstrap.Interval95(differences, null, 3));
        Assert.NotEqual(first, PairedBootstrap.Interval95(differences, null, 4));
        Assert.Equal(first.Low, PairedBootstrap.Interval95(differences, null, 4).Low, 0.01);
    }

    [Fact]
    public void The_mean_is_that_of_all_images_and_seeds_and_lies_in_the_interval() =>
        Gen.Select(Gen.Float[-1, 1].Array[6].Array[1, 4], Gen.ULong).Sample((differences, seed) =>
        {
            var (mean, low, high) = PairedBootstrap.Interval95(differences, null, seed, 200);

            Assert.Equal(differences.SelectMany(row => row).Average(value => (double)value), mean, 1e-9);
            Assert.InRange(mean, low - 1e-9, high + 1e-9);
        });

    [Fact]
    public void Exchanging_the_sides_mirrors_the_interval()
    {
        var differences = Draw(new SearchRandom(2), truth: 0.05, seeds: 4, groups: 300);

        var (mean, low, high) = PairedBootstrap.Interval95(differences, null, 9);
        var mirrored = PairedBootstrap.Interval95([.. differences.Select(row => Array.ConvertAll(row, value => -value))], null, 9);

        Assert.Equal(-mean, mirrored.Mean, 1e-9);
        Assert.Equal(-high, mirrored.Low, 1e-9);
        Assert.Equal(-low, mirrored.High, 1e-9);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(-0.2)]
    public void A_large_difference_is_shown_with_its_sign(double truth)
    {
        var (mean, low, high) = PairedBootstrap.Interval95(Draw(new SearchRandom(3), truth, seeds: 5, groups: 400), null, 1);

        Assert.Equal(Math.Sign(truth), Math.Sign(mean));
        Assert.True(truth > 0 ? low > 0 : high < 0, $"{low} … {high}");
    }

    [Fact]
    public void No_difference_anywhere_has_no_width()
    {
        var (mean, low, high) = PairedBootstrap.Interval95([new float[50], new float[50], new float[50]], null, 1);

        Assert.Equal((0, 0, 0), (mean, low, high));
    }

    [Fact]
    public void Luck_of_the_seeds_is_not_called_a_gain()
    {
        // Every image agrees with its seed: 1000 images say no more than one.
        float[][] differences = [.. ((float[])[0.05f, -0.04f, 0.02f]).Select(seed => Enumerable.Repeat(seed, 1000).ToArray())];

        var (_, low, high) = PairedBootstrap.Interval95(differences, null, 1);

        Assert.True(low < 0 && high > 0, $"{low} … {high}");
    }

    [Fact]
    public void Whole_groups_are_drawn_so_copies_of_an_image_count_once()
    {
        var single = Draw(new SearchRandom(4), truth: 0, seeds: 5, groups: 60);
        float[][] copied = [.. single.Select(row => row.SelectMany(value => Enumerable.Repeat(value, 10)).ToArray())];
        int[] groups = [.. Enumerable.Range(0, 600).Select(image => 1000 - image / 10)];

        var expected = PairedBootstrap.Interval95(single, null, 5);
        var grouped = PairedBootstrap.Interval95(copied, groups, 5);
        var ignored = PairedBootstrap.Interval95(copied, null, 5);

        Assert.Equal(expected.Mean, grouped.Mean, 1e-6);
        Assert.Equal(expected.High - expected.Low, grouped.High - grouped.Low, 0.1 * (expected.High - expected.Low));
        Assert.True(ignored.High - ignored.Low < 0.75 * (grouped.High - grouped.Low));
    }

    [Fact]
    public void Groups_of_unequal_size_weigh_by_their_images()
    {
        float[][] differences = [[1, 1, 1, 0]];

        Assert.Equal(0.75, PairedBootstrap.Interval95(differences, [7, 7, 7, 3], 1).Mean, 1e-12);
    }

    [Theory]
    // Deviations of an image's own part, of the seed's, of the two together.
    [InlineData(0.0, 5, 1, 0.5, 0.01, 0.2)]
    [InlineData(0.1, 5, 1, 0.5, 0.01, 0.2)]
    [InlineData(-0.1, 5, 1, 0.5, 0.01, 0.2)]
    [InlineData(0.1, 5, 4, 0.5, 0.01, 0.2)]
    [InlineData(0.1, 5, 1, 0.2, 0.02, 0.5)]
    [InlineData(0.1, 5, 1, 0.0, 0.1, 0.0)]
    [InlineData(0.1, 3, 1, 0.0, 0.1, 0.0)]
    [InlineData(0.1, 3, 1, 0.5, 0.1, 0.2)]
    public void The_truth_is_covered_about_as_often_as_promised(double truth, int seeds, int groupSize, double own, double run, double rest)
    {
        // 400 searches. If the coverage were 95 %, fewer than 355 hits would have odds below 1e-6.
        var random = new SearchRandom(11);
        var covered = 0;
        for (var search = 0; search < Searches; search++)
        {
            var differences = Draw(random, truth, seeds, Images, groupSize, own, run, rest);
            var (_, low, high) = PairedBootstrap.Interval95(differences, Groups(Images, groupSize), (ulong)search, rounds: 300);
            covered += low <= truth && truth <= high ? 1 : 0;
        }

        output.WriteLine($"{covered / (double)Searches:P1}");
        Assert.InRange(covered, 355, Searches);
    }

    [Fact]
    public void Where_only_seeds_vary_it_is_Students_interval_of_their_means()
    {
        float[][] differences = [.. ((float[])[0.05f, -0.04f, 0.02f]).Select(seed => Enumerable.Repeat(seed, 100).ToArray())];

        var (_, low, high) = PairedBootstrap.Interval95(differences, null, 1, rounds: 20_000);
        var student = StudentT.Interval95([0.05, -0.04, 0.02])!.Value;

        // The deviation of 20000 resamples is within 1 % of its limit.
        Assert.Equal(student.High - student.Low, high - low, 0.02 * (student.High - student.Low));
    }

    [Fact]
    public void One_seed_and_few_groups_have_the_groups_degrees_of_freedom()
    {
        float[][] differences = [[0.1f, -0.2f, 0.3f, 0.0f]];

        var (_, low, high) = PairedBootstrap.Interval95(differences, null, 1, rounds: 20_000);
        var student = StudentT.Interval95([0.1, -0.2, 0.3, 0.0])!.Value;

        Assert.Equal(student.High - student.Low, high - low, 0.02 * (student.High - student.Low));
    }

    [Fact]
    public void Nothing_to_compare_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Interval95([], null, 1));
        Assert.Throws<ArgumentException>(() => PairedBootstrap.Interval95([[]], null, 1));
    }

    private static int[] Groups(int groups, int groupSize) => [.. Enumerable.Range(0, groups * groupSize).Select(image => image / groupSize)];

    /// <summary>Differences made of the truth, an image's own part, which its group and all seeds share, the seed's part, and a rest.</summary>
    private static float[][] Draw(
        SearchRandom random, double truth, int seeds, int groups, int groupSize = 1, double own = 0.2, double run = 0.01, double rest = 0.5)
    {
        double[] ofImage = [.. Enumerable.Range(0, groups).Select(_ => own * random.NextNormal())];
        double[] ofSeed = [.. Enumerable.Range(0, seeds).Select(_ => run * random.NextNormal())];
        return [.. ofSeed.Select(seed =>
            Enumerable.Range(0, groups * groupSize).Select(i => (float)(truth + ofImage[i / groupSize] + seed + rest * random.NextNormal())).ToArray())];
    }
}
