using CsCheck;
using Search.Objectives;
using Xunit;

namespace Search.Tests.Objectives;

public sealed class ParetoFrontsTests
{
    // Few different values, so that ties and equal points are common; NaN now and then.
    private static readonly Gen<double[][]> Points = Gen.Int[1, 4].SelectMany(objectives =>
        Gen.Int[0, 7].Select(value => value == 7 ? double.NaN : value).Array[objectives].Array[0, 40]);

    [Fact]
    public void A_point_dominates_another_when_it_is_nowhere_worse_and_better_somewhere()
    {
        Assert.True(ParetoFronts.Dominates([1, 2], [1, 3]));
        Assert.False(ParetoFronts.Dominates([1, 3], [1, 3]));
        Assert.False(ParetoFronts.Dominates([1, 3], [2, 2]));
        Assert.True(ParetoFronts.Dominates([5, 5], [5, double.NaN]));
        Assert.Contains("2 objectives, the other 1", Assert.Throws<ArgumentException>(() => ParetoFronts.Dominates([1, 2], [1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worked_example_of_three_fronts()
    {
        double[][] points = [[1, 5], [2, 3], [4, 1], [2, 5], [3, 3], [5, 5], [4, 2]];

        Assert.Equal([[0, 1, 2], [3, 4, 6], [5]], ParetoFronts.Of(points));
    }

    [Fact]
    public void A_worked_example_of_crowding()
    {
        // Both ranges are 4. The neighbours of (2, 3) are (1, 5) and (4, 1.5): 3/4 + 3.5/4; those of (4, 1.5) are (2, 3) and (5, 1): 3/4 + 2/4.
        double[][] points = [[1, 5], [2, 3], [4, 1.5], [5, 1]];

        Assert.Equal([double.PositiveInfinity, 0.75 + 3.5 / 4, 0.75 + 2.0 / 4, double.PositiveInfinity], ParetoFronts.Crowding(points, [0, 1, 2, 3]));
        Assert.Equal([0, 3, 1, 2], ParetoFronts.Ranked(points));
    }

    [Fact]
    public void Fronts_are_what_peeling_off_the_undominated_gives() =>
        Points.Sample(points =>
        {
            var left = Enumerable.Range(0, points.Length).ToList();
            foreach (var front in ParetoFronts.Of(points))
            {
                int[] undominated = [.. left.Where(index => !left.Any(other => ParetoFronts.Dominates(points[other], points[index])))];
                Assert.Equal(undominated, front);
                left.RemoveAll(undominated.Contains);
            }
            Assert.Empty(left);
        });

    [Fact]
    public void The_order_of_the_points_does_not_matter() =>
        Points.Sample(points =>
        {
            var reversed = points.Reverse().ToArray();

            Assert.Equal(
                ParetoFronts.Of(points).Select(front => front.ToArray()),
                ParetoFronts.Of(reversed).Select(front => front.Select(index => points.Length - 1 - index).Order().ToArray()));
        });

    [Fact]
    public void Crowding_is_never_negative_and_the_ends_of_every_objective_are_kept() =>
        Points.Where(points => points.Length > 0).Sample(points =>
        {
            var front = ParetoFronts.Of(points)[0];

            var distance = ParetoFronts.Crowding(points, front);

            Assert.Equal(front.Count, distance.Length);
            Assert.All(distance, value => Assert.True(value >= 0));
            for (var objective = 0; objective < points[0].Length; objective++)
            {
                var best = front.Min(index => double.IsNaN(points[index][objective]) ? double.PositiveInfinity : points[index][objective]);
                Assert.Contains(front.Index(), member => double.IsInfinity(distance[member.Index])
                    && (double.IsNaN(points[member.Item][objective]) ? double.PositiveInfinity : points[member.Item][objective]) == best);
            }
        });

    [Fact]
    public void Ranking_names_every_point_once_and_never_a_dominated_one_before_its_dominator() =>
        Points.Sample(points =>
        {
            var ranked = ParetoFronts.Ranked(points);

            Assert.Equal(Enumerable.Range(0, points.Length), ranked.Order());
            for (var i = 0; i < ranked.Count; i++)
                for (var j = i + 1; j < ranked.Count; j++)
                    Assert.False(ParetoFronts.Dominates(points[ranked[j]], points[ranked[i]]));
        });

    [Fact]
    public void No_points_have_no_fronts()
    {
        Assert.Empty(ParetoFronts.Of([]));
        Assert.Empty(ParetoFronts.Crowding([], []));
        Assert.Throws<ArgumentException>(() => ParetoFronts.Of([[1, 2], [3]]));
    }
}
