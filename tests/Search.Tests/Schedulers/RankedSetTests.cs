using CsCheck;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class RankedSetTests
{
    [Fact]
    public void Ranks_are_those_of_a_sorted_list_after_any_adds_and_removes() =>
        Gen.Select(Gen.Int[0, 30], Gen.Bool).Array[0, 80].Sample(steps =>
        {
            var set = new RankedSet<int>(Comparer<int>.Default);
            var expected = new SortedSet<int>();
            foreach (var (value, add) in steps)
            {
                if (!add)
                    Assert.Equal(expected.Remove(value), set.Remove(value));
                else if (expected.Add(value))
                    set.Add(value);
            }

            Assert.Equal(expected, Enumerable.Range(0, set.Count).Select(index => set[index]));
            Assert.All(Enumerable.Range(-1, 33), value => Assert.Equal(expected.Count(other => other < value), set.Rank(value)));
        });
}
