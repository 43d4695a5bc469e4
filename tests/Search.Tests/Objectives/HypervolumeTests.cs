using CsCheck;
using Search.Objectives;
using Xunit;

namespace Search.Tests.Objectives;

public sealed class HypervolumeTests
{
    [Fact]
    public void Rectangles_are_joined_without_counting_twice()
    {
        Assert.Equal(6, Hypervolume.Of([[1.0, 3], [2, 2], [3, 1]], [4, 4]), 12);
        Assert.Equal(9, Hypervolume.Of([[1.0, 1], [2, 2]], [4, 4]), 12);
        Assert.Equal(2 * 3 * 4, Hypervolume.Of([[0.0, 0, 0]], [2, 3, 4]), 12);
        Assert.Equal(0.5 + 0.5 - 0.25, Hypervolume.Of([[0.5, 0], [0, 0.5]], [1, 1]), 12);
        Assert.Equal(3, Hypervolume.Of([[1.0], [2]], [4]), 12);
    }

    [Fact]
    public void Points_that_are_not_better_than_the_reference_add_nothing()
    {
        Assert.Equal(0, Hypervolume.Of([], [1, 1]));
        Assert.Equal(0, Hypervolume.Of([[0.0, 1], [2, 0]], [1, 1]));
        Assert.Equal(0, Hypervolume.Of([[double.NaN, 0]], [1, 1]));
    }

    [Fact]
    public void A_grid_counted_by_hand_has_the_same_volume() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 6]).SelectMany((objectives, count) => Gen.Int[0, 4].Array[objectives].Array[count].Select(points => (objectives, points))).Sample((objectives, points) =>
        {
            var cells = 0;
            foreach (var cell in Cells(objectives))
                if (points.Any(point => point.Zip(cell).All(pair => pair.First <= pair.Second)))
                    cells++;

            Assert.Equal(cells, Hypervolume.Of(points.Select(point => point.Select(value => (double)value).ToArray()), [.. Enumerable.Repeat(4.0, objectives)]), 9);
        }, iter: 2000);

    private static IEnumerable<int[]> Cells(int dimensions) => dimensions == 0 ? [[]] : Cells(dimensions - 1).SelectMany(cell => Enumerable.Range(0, 4), (cell, last) => (int[])[.. cell, last]);
}
