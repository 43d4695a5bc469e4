using Search.Experiments;
using Search.Spaces;
using Search.Stages;
using Xunit;

namespace Search.Tests.Stages;

public sealed class RegularizationPriorTests
{
    private const int Sample = 1000, Full = 8000;
    private static readonly double LogRatio = Math.Log((double)Full / Sample);

    private static readonly Configuration Carried =
        Configuration.Empty.With("learningRate", 1e-3).With("dropout", 0.5).With("weightDecay", 10.0).With("batchSize", 64.0);

    [Fact]
    public void The_first_proposal_is_the_priors_centre()
    {
        var proposal = Prior(Carried).Propose(0, seed: 99);

        // logit p_f = logit ½ − 0.35·ln 8; ln λ_f = ln 10 − 0.75·ln 8, within [B/(ηNT), B/(ηN)] = [0.3, 8].
        Assert.Equal(1 / (1 + Math.Exp(0.35 * LogRatio)), proposal["dropout"].Number, 1e-9);
        Assert.Equal(10 * Math.Pow(8, -0.75), proposal["weightDecay"].Number, 1e-9);
        Assert.Equal((1e-3, 64.0), (proposal["learningRate"].Number, proposal["batchSize"].Number));
    }

    [Fact]
    public void A_learning_rate_that_changed_on_the_way_shifts_the_decay_against_it()
    {
        var proposal = Prior(Carried.With("learningRate", 2e-3), sampleRate: 1e-3).Propose(0, 1);

        Assert.Equal(10 * Math.Pow(8, -0.75) / 2, proposal["weightDecay"].Number, 1e-9);
    }

    [Fact]
    public void Proposals_are_normal_about_the_centre_with_the_published_and_derived_deviations()
    {
        // n = 4000; six standard errors of a mean and of a deviation, sqrt(1/n) and sqrt(1/2n): odds below 1e-8 each. Wide bounds, so that nothing is clipped.
        const int n = 4000;
        var spec = Spec() with { MaxEpochs = 1_000_000 };
        var prior = new RegularizationPrior(spec, Carried.With("weightDecay", 0.05), 1e-3, Sample, Full);
        double[] logits = new double[n], decays = new double[n];
        for (var i = 0; i < n; i++)
        {
            var proposal = prior.Propose(1, (ulong)i);
            logits[i] = Math.Log(proposal["dropout"].Number / (1 - proposal["dropout"].Number));
            decays[i] = Math.Log(proposal["weightDecay"].Number);
        }

        AssertNormal(logits, -0.35 * LogRatio, 0.3 + 0.1 * LogRatio);
        AssertNormal(decays, Math.Log(0.05) - 0.75 * LogRatio, 0.25 * LogRatio + 0.35);

        static void AssertNormal(double[] values, double mean, double deviation)
        {
            var average = values.Average();
            Assert.Equal(mean, average, 6 * deviation / Math.Sqrt(n));
            Assert.Equal(deviation, Math.Sqrt(values.Sum(value => Math.Pow(value - average, 2)) / (n - 1)), 6 * deviation / Math.Sqrt(2 * n));
        }
    }

    [Fact]
    public void Proposals_stay_within_the_files_range_and_the_useful_decay()
    {
        var spec = Spec(dropout: new UniformDomain(0.1, 0.3), decay: new LogDomain(0.5, 2));
        var prior = new RegularizationPrior(spec, Carried, 1e-3, Sample, Full);

        for (var i = 0; i < 300; i++)
        {
            var proposal = prior.Propose(i, (ulong)i);
            Assert.InRange(proposal["dropout"].Number, 0.1, 0.3);
            Assert.InRange(proposal["weightDecay"].Number, 0.5, 2);
        }
        for (var i = 0; i < 300; i++)
            Assert.InRange(Prior(Carried).Propose(i, (ulong)i)["weightDecay"].Number, 64 / (1e-3 * Full * 27) - 1e-12, 64 / (1e-3 * Full) + 1e-12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Listed_values_are_proposed_by_nearness_not_always_the_first(bool ordered)
    {
        ParameterValue[] values = [0.0, 0.1, 0.3, 0.5, 0.7];
        var spec = Spec(dropout: ordered ? new OrdinalDomain(values) : new ChoiceDomain(values), decay: new ChoiceDomain([0.0, 0.001, 2.0, 100.0]));
        var prior = new RegularizationPrior(spec, Carried, 1e-3, Sample, Full);

        // The centres are 0.326 and 2.1.
        Assert.Equal((0.3, 2.0), (prior.Propose(0, 1)["dropout"].Number, prior.Propose(0, 1)["weightDecay"].Number));
        Assert.True(Enumerable.Range(1, 100).Select(i => prior.Propose(i, (ulong)i)["dropout"].Number).Distinct().Count() >= 3);
    }

    [Fact]
    public void No_decay_on_the_sample_stays_off_in_about_half_of_the_proposals()
    {
        // n = 2000: six standard deviations of a half are 0.067, odds of 2e-9.
        var prior = Prior(Carried.With("weightDecay", 0.0));

        Assert.Equal(0, prior.Propose(0, 1)["weightDecay"].Number);
        Assert.Equal(0.5, Enumerable.Range(1, 2000).Count(i => prior.Propose(1, (ulong)i)["weightDecay"].Number == 0) / 2000.0, 0.067);
    }

    [Fact]
    public void A_strength_that_was_chosen_is_kept_or_raised_and_a_fixed_one_stays()
    {
        var spec = Spec() with { Augmentation = [new("rotation", [0.0, 10.0]), new("shear", [0.2]), new("horizontalFlip", [false, true])] };
        var carried = Carried.With("augmentation.rotation", 10.0).With("augmentation.shear", 0.2).With("augmentation.horizontalFlip", true);
        var proposals = Enumerable.Range(0, 100).Select(i => new RegularizationPrior(spec, carried, 1e-3, Sample, Full).Propose(i, (ulong)i)).ToList();

        Assert.Equal(10, proposals[0]["augmentation.rotation"].Number);
        Assert.Equal([10, 12.5, 15], proposals.Select(proposal => proposal["augmentation.rotation"].Number).Distinct().Order());
        Assert.All(proposals, proposal => Assert.Equal((0.2, true), (proposal["augmentation.shear"].Number, proposal["augmentation.horizontalFlip"].Flag)));
    }

    [Fact]
    public void A_strength_is_not_raised_beyond_what_its_technique_allows()
    {
        var spec = Spec() with { Augmentation = [new("widthShift", [0.0, 0.8]) { Limit = 0.99 }] };
        var carried = Carried.With("augmentation.widthShift", 0.8);
        var proposals = Enumerable.Range(0, 100).Select(i => new RegularizationPrior(spec, carried, 1e-3, Sample, Full).Propose(i, (ulong)i));

        Assert.Equal([0.8, 0.99], proposals.Select(proposal => proposal["augmentation.widthShift"].Number).Distinct().Order());
    }

    [Fact]
    public void What_is_fixed_or_absent_is_not_tuned()
    {
        var spec = Spec(dropout: new ConstantDomain(0.5), decay: new ConstantDomain(0.1));

        Assert.False(new RegularizationPrior(spec, Carried.Without("weightDecay"), 1e-3, Sample, Full).HasAnything);
        Assert.False(new RegularizationPrior(Spec(), Carried.Without("dropout"), 1e-3, Sample, Full).TunesDropout);
        Assert.True(new RegularizationPrior(Spec(), Carried.Without("dropout"), 1e-3, Sample, Full).HasAnything);
    }

    [Fact]
    public void Equal_sizes_shift_nothing()
    {
        var proposal = new RegularizationPrior(Spec(), Carried.With("weightDecay", 1.0), 1e-3, Full, Full).Propose(0, 1);

        Assert.Equal((0.5, 1.0), (Math.Round(proposal["dropout"].Number, 12), Math.Round(proposal["weightDecay"].Number, 12)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_proposal()
    {
        Assert.Equal(Prior(Carried).Propose(3, 7), Prior(Carried).Propose(3, 7));
        Assert.NotEqual(Prior(Carried).Propose(3, 7), Prior(Carried).Propose(3, 8));
    }

    private static RegularizationPrior Prior(Configuration carried, double sampleRate = 1e-3) => new(Spec(), carried, sampleRate, Sample, Full);

    private static ExperimentSpec Spec(Domain? dropout = null, Domain? decay = null) => new()
    {
        Name = "test",
        Space = new()
        {
            Parameters = [new() { Name = "dropout", Domain = dropout ?? new UniformDomain(0, 0.95) }, new() { Name = "weightDecay", Domain = decay ?? new LogDomain(1e-8, 1e3, OrZero: true) }],
        },
        DefaultWeightDecay = decay is null,
    };
}
