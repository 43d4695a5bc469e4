using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

public sealed class WideningTests
{
    private static readonly Gen<Domain> Domains = Gen.OneOf(
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Select((low, width) => (Domain)new UniformDomain(low, low + width)),
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 5]).Select((low, width) => (Domain)new UniformDomain(low, low + width, 0.5)),
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5], Gen.Bool).Select((low, width, orZero) => (Domain)new LogDomain(low, low + width, orZero)),
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 8], Gen.Int[1, 2]).Select((low, width, step) => (Domain)new IntDomain(low, low + Math.Max(width, step), step)),
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5]).Select((low, width) => (Domain)new LogIntDomain(low, low + width)),
        Gen.Int[0, 6].HashSet[1, 4].Select(values => (Domain)new ChoiceDomain([.. values.Select(value => (ParameterValue)value)])),
        Gen.Int[0, 6].HashSet[1, 4].Select(values => (Domain)new OrdinalDomain([.. values.Order().Select(value => (ParameterValue)value)])),
        Gen.Int[0, 6].Select(value => (Domain)new ConstantDomain(value)));

    [Fact]
    public void A_domain_includes_another_if_and_only_if_it_contains_all_that_the_other_may_draw() =>
        Gen.Select(Domains, Domains).Sample((one, other) =>
        {
            // A prime number of points, so that no grid of the domains hides a gap.
            var holdsAll = Enumerable.Range(0, 1010).All(i => one.Contains(other.FromUnit(i / 1009.0)));

            Assert.True(one.Includes(other) == holdsAll, $"{one} includes {other}");
        });

    [Theory]
    [InlineData(1, 1_000_000, true)]
    [InlineData(2, 1_000_000, false)]
    [InlineData(1, 999_999, false)]
    public void Long_lists_are_compared_by_their_ends(long low, long high, bool includes) =>
        Assert.Equal(includes, new IntDomain(low, high).Includes(new LogIntDomain(1, 1_000_000)));

    [Fact]
    public void What_is_narrower_or_gone_is_named_with_its_remedy()
    {
        var from = Space(new UniformDomain(0, 0.8), new ChoiceDomain(["adam", "sgd"]));

        var errors = Widening.Errors(from, Space(new UniformDomain(0.1, 0.9))).ToArray();

        Assert.Equal(
            [
                "space.dropout is uniform [0.1, 0.9], but must hold every value of uniform [0, 0.8], as it was: a search can only be widened; for a narrower space launch a new one.",
                "space.optimizer is gone, but was choice [adam, sgd]: a search can only be widened; keep it, or launch a new search.",
            ], errors);
    }

    [Fact]
    public void What_is_wider_is_no_error_and_is_named()
    {
        var (from, to) = (Space(new ConstantDomain(0.5), new ChoiceDomain(["adam"])), Space(new UniformDomain(0, 0.9), new ChoiceDomain(["sgd", "adam"])));

        Assert.Empty(Widening.Errors(from, to));
        Assert.Equal(["dropout uniform [0, 0.9] (was 0.5)", "optimizer choice [sgd, adam] (was choice [adam])"], Widening.Changes(from, to));
    }

    [Fact]
    public void A_model_that_had_a_width_of_its_own_keeps_it_wherever_it_stands_in_the_list()
    {
        var from = Models(new ChoiceDomain(["cnn", "vgg"]), new LogDomain(0.5, 1), ("vgg", new LogDomain(0.5, 2)));

        Assert.Empty(Widening.Errors(from, Models(new ChoiceDomain(["vgg", "cnn"]), new LogDomain(0.5, 2), ("cnn", new LogDomain(0.5, 1)))));
        Assert.Contains("for model=vgg", Assert.Single(Widening.Errors(from, Models(new ChoiceDomain(["cnn", "vgg"]), new LogDomain(0.5, 1)))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_earlier_stages_found_holds_for_what_they_looked_at()
    {
        var launched = Rates(new ConstantDomain("adam"), new LogDomain(1e-5, 1e-1));
        var handedOn = launched.With(launched.Find("learningRate")! with { Refinements = [new([], new LogDomain(1e-4, 1e-2))] });
        var optimizers = new ChoiceDomain(["adam", "sgd"]);

        var oneMore = Widening.Carry(launched, Rates(optimizers, new LogDomain(1e-5, 1e-1)), handedOn);
        var wider = Widening.Carry(launched, Rates(optimizers, new LogDomain(1e-6, 1)), handedOn);

        Assert.Equal((new LogDomain(1e-4, 1e-2), new LogDomain(1e-5, 1e-1)), (RateOf(oneMore, "adam"), RateOf(oneMore, "sgd")));
        Assert.Equal((new LogDomain(1e-6, 1), new LogDomain(1e-6, 1)), (RateOf(wider, "adam"), RateOf(wider, "sgd")));
    }

    private static SearchSpace Space(params Domain[] domains) => new()
    {
        Parameters = [.. domains.Zip((string[])["dropout", "optimizer"], (domain, name) => new Parameter { Name = name, Domain = domain })],
    };

    private static SearchSpace Models(ChoiceDomain models, Domain width, params (string Model, Domain Width)[] others) => new()
    {
        Parameters =
        [
            new() { Name = "model", Domain = models },
            new() { Name = "model.width", Domain = width, Refinements = [.. others.Select(other => new Refinement([new("model", [other.Model])], other.Width))] },
        ],
    };

    private static SearchSpace Rates(Domain optimizer, Domain rate) => new()
    {
        Parameters = [new() { Name = "optimizer", Domain = optimizer }, new() { Name = "learningRate", Domain = rate }],
    };

    private static LogDomain RateOf(SearchSpace space, string optimizer) => (LogDomain)space.Find("learningRate")!.DomainFor(Configuration.Empty.With("optimizer", optimizer));
}
