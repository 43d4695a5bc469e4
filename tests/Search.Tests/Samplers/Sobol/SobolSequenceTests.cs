using CsCheck;
using Search.Randomness;
using Search.Samplers.Sobol;
using Xunit;

namespace Search.Tests.Samplers.Sobol;

public sealed class SobolSequenceTests
{
    [Fact]
    public void The_bare_sequence_begins_as_published()
    {
        var sequence = new SobolSequence(3, null);

        // Joe and Kuo's notes on generating Sobol sequences, and the first points of every implementation that uses their numbers.
        double[][] published =
        [
            [0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75], [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125], [0.625, 0.125, 0.875], [0.125, 0.625, 0.375], [0.1875, 0.3125, 0.9375], [0.6875, 0.8125, 0.4375],
        ];
        Assert.Equal(published, Enumerable.Range(0, 10).Select(sequence.Point));
    }

    [Fact]
    public void The_last_dimension_with_numbers_is_the_published_one()
    {
        // Row 128 of the file: s = 10, a = 242, m = 1 3 3 7 5 41 127 61 261 717.
        var numbers = DirectionNumbers.Of(127);

        Assert.Equal([1, 3, 3, 7, 5, 41, 127, 61, 261, 717], numbers[..10].ToArray().Select((number, k) => number >> (31 - k)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Every_block_of_a_power_of_two_holds_each_cell_of_every_dimension_once(bool scrambled)
    {
        var sequence = new SobolSequence(DirectionNumbers.Dimensions, scrambled ? 7 : null);

        for (var block = 0; block < 3; block++)
        {
            double[][] points = [.. Enumerable.Range(block * 64, 64).Select(sequence.Point)];
            for (var dimension = 0; dimension < sequence.Dimensions; dimension++)
                Assert.Equal(Enumerable.Range(0, 64), points.Select(point => (int)(point[dimension] * 64)).Order());
        }
    }

    [Fact]
    public void Every_elementary_box_of_the_first_two_dimensions_holds_one_point() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 6]).Sample((seed, split) =>
        {
            // A (0, 6, 2)-net: 64 points, one in each of the boxes of 2⁻ˢ by 2⁻⁽⁶⁻ˢ⁾.
            var sequence = new SobolSequence(2, seed);
            var (columns, rows) = (1 << split, 1 << (6 - split));

            Assert.Equal(64, Enumerable.Range(0, 64).Select(sequence.Point).Select(point => ((int)(point[0] * columns), (int)(point[1] * rows))).Distinct().Count());
        });

    [Fact]
    public void Coordinates_lie_in_the_unit_interval_and_follow_from_seed_and_index() =>
        Gen.Select(Gen.ULong, Gen.Int[0, int.MaxValue], Gen.Int[0, 200]).Sample((seed, index, dimensions) =>
        {
            var point = new SobolSequence(dimensions, seed).Point(index);

            Assert.All(point, coordinate => Assert.InRange(coordinate, 0, 1 - 1e-16));
            Assert.Equal(point, new SobolSequence(dimensions, seed).Point(index));
        });

    [Fact]
    public void A_scrambled_point_is_uniform_over_the_seeds()
    {
        // n = 4096 seeds, 16 cells: χ² of 15 degrees of freedom is above 68 with odds of 1e-8.
        foreach (var dimension in (int[])[0, 1, 5, 130])
        {
            var counts = new int[16];
            for (var seed = 0ul; seed < 4096; seed++)
                counts[(int)(new SobolSequence(dimension + 1, seed).Point(3)[dimension] * 16)]++;
            Assert.InRange(counts.Sum(count => Math.Pow(count - 256, 2) / 256), 0, 68);
        }
    }

    [Theory]
    [InlineData(2, 64)]
    [InlineData(5, 128)]
    [InlineData(10, 256)]
    public void Its_discrepancy_is_below_that_of_random_points_for_every_seed(int dimensions, int count)
    {
        // 30 seeds: if it were no lower, that would happen with odds of 2⁻³⁰.
        for (var seed = 1ul; seed <= 30; seed++)
        {
            var sequence = new SobolSequence(dimensions, seed);
            var random = new SearchRandom(seed);
            double[][] even = [.. Enumerable.Range(0, count).Select(sequence.Point)];
            double[][] uniform = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimensions).Select(_ => random.NextDouble()).ToArray())];

            Assert.InRange(Discrepancy(even), 0, Discrepancy(uniform));
        }
    }

    /// <summary>Hickernell's centred L₂ discrepancy (Mathematics of Computation, 1998), squared and without its constant term.</summary>
    private static double Discrepancy(double[][] points)
    {
        var (single, pairs) = (0.0, 0.0);
        foreach (var one in points)
        {
            single += one.Aggregate(1.0, (product, x) => product * (1 + 0.5 * Math.Abs(x - 0.5) - 0.5 * (x - 0.5) * (x - 0.5)));
            foreach (var other in points)
            {
                var product = 1.0;
                for (var i = 0; i < one.Length; i++)
                    product *= 1 + 0.5 * Math.Abs(one[i] - 0.5) + 0.5 * Math.Abs(other[i] - 0.5) - 0.5 * Math.Abs(one[i] - other[i]);
                pairs += product;
            }
        }
        return Math.Pow(13.0 / 12, points[0].Length) - 2 * single / points.Length + pairs / points.Length / points.Length;
    }
}
