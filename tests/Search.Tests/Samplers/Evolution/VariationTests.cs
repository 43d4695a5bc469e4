using CsCheck;
using Search.Randomness;
using Search.Samplers.Evolution;
using Search.Spaces;
using Search.Tests.Spaces;
using Xunit;

namespace Search.Tests.Samplers.Evolution;

public sealed class VariationTests
{
    private static readonly SearchSpace Space = SearchSpaceTests.Nested.With(new Parameter { Name = "depth", Domain = new IntDomain(1, 5) }).With(new Parameter { Name = "width", Domain = new LogIntDomain(1, 3) });
    private static readonly Variation Of = new(Space);
    private static readonly Gen<Configuration> Configurations = Gen.Double[0, 1].Array[Space.Dimensions].Select(unit => Space.FromUnit(unit));

    [Fact]
    public void A_mutation_is_another_configuration_of_the_space_and_changes_one_parameter_and_what_hangs_on_it() =>
        Gen.Select(Configurations, Gen.ULong).Sample((parent, seed) =>
        {
            var child = Of.Mutated(parent, new SearchRandom(seed));

            Assert.Empty(Space.Errors(child));
            Assert.NotEqual(parent, child);
            Assert.Single(Space.Parameters, parameter => parent.TryGet(parameter.Name, out var before) && child.TryGet(parameter.Name, out var after) && before != after);
        });

    [Fact]
    public void A_child_is_a_configuration_of_the_space_whose_choices_are_mostly_its_parents() =>
        Gen.Select(Configurations, Configurations, Gen.ULong).Sample((mother, father, seed) => Assert.Empty(Space.Errors(Of.Child(mother, father, new SearchRandom(seed)))));

    [Fact]
    public void A_child_of_equals_differs_by_mutation_only()
    {
        var parent = Space.FromUnit([0.5, 0.5, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5]);

        // About 0.8⁵ = 33 % or 0.83⁶ stay whole, by the number of parameters: 1000 fixed seeds, in wide bounds.
        Assert.InRange(Enumerable.Range(0, 1000).Count(seed => Of.Child(parent, parent, new SearchRandom((ulong)seed)).Equals(parent)), 180, 420);
    }

    [Fact]
    public void A_space_without_alternatives_stays_as_it_is()
    {
        var space = new SearchSpace { Parameters = [new() { Name = "schedule", Domain = new ConstantDomain("cosine") }] };
        var only = space.FromUnit([0.5]);

        Assert.Equal(only, new Variation(space).Mutated(only, new SearchRandom(1)));
        Assert.Equal(only, new Variation(space).Child(only, only, new SearchRandom(1)));
    }
}
