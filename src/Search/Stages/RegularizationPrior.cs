using Search.Experiments;
using Search.Randomness;
using Search.Spaces;

namespace Search.Stages;

/// <summary>Where good regularization is expected on the full data, given what was best on the sample: less of it.</summary>
/// <remarks>
/// With r = full/sample images: log λ is normal about log λ_s − 0.75·ln r − ln(η_f/η_s) with deviation 0.25·ln r + 0.35, in the spirit of a constant
/// AdamW time scale (Wang and Aitchison, arXiv 2405.13698); logit p is normal about logit p_s − 0.35·ln r with deviation 0.3 + 0.1·ln r (derived, no
/// published value is known). Clipped to [B/(ηNT), B/(ηN)] and to the file's own ranges. The prior only shapes the proposals: a wrong rule costs trials, not correctness.
/// Augmentation is strengthened up to what the technique allows, never weakened: more data does not call for less variety.
/// </remarks>
internal sealed class RegularizationPrior(ExperimentSpec spec, Configuration carried, double sampleLearningRate, int sampleImages, int fullImages)
{
    public const string Dropout = "dropout";
    private const double DecayExponent = 0.75;
    private const double DropoutSlope = 0.35;
    private static readonly double[] Strengths = [1, 1.25, 1.5];

    private readonly double logRatio = sampleImages > 0 && fullImages > 0 ? Math.Log((double)fullImages / sampleImages) : 0;

    /// <summary>True when there is anything to re-tune.</summary>
    public bool HasAnything => TunesDropout || TunesDecay || StrengthensAugmentation;

    public bool TunesDropout => IsSearched(Dropout);

    private bool TunesDecay => IsSearched(WeightDecayRange.Parameter);

    private bool StrengthensAugmentation => carried.Any(IsSearchedStrength);

    /// <summary>The configuration of a proposal: the prior's centre first, then draws from it.</summary>
    public Configuration Propose(int index, ulong seed)
    {
        var random = new SearchRandom(seed);
        // Always draw the same number of times, so that a fixed parameter does not shift the others.
        var (dropoutNoise, decayNoise, uniform, zero, strength) = (random.NextNormal(), random.NextNormal(), random.NextDouble(), random.NextDouble(), random.Next(Strengths.Length));
        if (index == 0)
            (dropoutNoise, decayNoise, uniform, zero, strength) = (0, 0, 0.5, 1, 0);
        var proposal = carried;
        if (TunesDropout)
            proposal = proposal.With(Dropout, DropoutAt(dropoutNoise));
        if (TunesDecay)
            proposal = proposal.With(WeightDecayRange.Parameter, DecayAt(decayNoise, uniform, zero));
        foreach (var (name, value) in carried.Where(IsSearchedStrength))
            proposal = proposal.With(name, Math.Min(value.Number * Strengths[strength], LimitOf(name)));
        return proposal;
    }

    private double DropoutAt(double noise)
    {
        var p = Math.Clamp(carried[Dropout].Number, 0.02, 0.95); // the logit has no ends
        var logit = Math.Log(p / (1 - p)) - DropoutSlope * logRatio + noise * (0.3 + 0.1 * logRatio);
        return Within(spec.Space.Find(Dropout)!.Domain, 1 / (1 + Math.Exp(-logit)));
    }

    private double DecayAt(double noise, double uniform, double zero)
    {
        var learningRate = carried.Number("learningRate", sampleLearningRate);
        var bounds = WeightDecayRange.For(carried.Number("batchSize", 64), learningRate, fullImages, spec.MaxEpochs);
        var low = bounds is null ? 1e-8 : bounds.Low * 10;
        var high = bounds?.High ?? 1;
        var own = spec.DefaultWeightDecay ? null : spec.Space.Find(WeightDecayRange.Parameter)!.Domain;
        var before = carried[WeightDecayRange.Parameter].Number;
        double decay;
        if (before > 0)
        {
            var shift = DecayExponent * logRatio + Math.Log(learningRate / sampleLearningRate);
            decay = Math.Clamp(Math.Exp(Math.Log(before) - shift + noise * (0.25 * logRatio + 0.35)), low, high);
        }
        else
        {
            // No decay was best on the sample: half of the proposals keep it off, half try the useful range.
            decay = zero >= 0.5 ? 0 : Math.Exp(Math.Log(low) + uniform * (Math.Log(high) - Math.Log(low)));
        }
        return own is null ? decay : Within(own, decay);
    }

    private bool IsSearched(string name) => carried.Has(name) && spec.Space.Find(name) is { Domain.Count: not 1 };

    /// <summary>True for a strength that was chosen among levels; one that the file fixes stays.</summary>
    private bool IsSearchedStrength(KeyValuePair<string, ParameterValue> pair) =>
        pair.Value is { IsNumber: true, Number: > 0 } && spec.Augmentation.Any(technique => technique.Parameter == pair.Key && technique.Levels.Count > 1);

    private double LimitOf(string parameter) => spec.Augmentation.First(technique => technique.Parameter == parameter).Limit ?? double.PositiveInfinity;

    private static double Within(Domain domain, double value)
    {
        if (domain is LogDomain { OrZero: true } && value == 0)
            return 0;
        if (domain is ChoiceDomain { Values: var listed })
            return Nearest(listed, value);
        if (domain is OrdinalDomain { Values: var ordered })
            return Nearest(ordered, value);
        var unit = domain is LogDomain log ? domain.ToUnit(Math.Clamp(value, log.Low, log.High)) : domain.ToUnit(value);
        return domain.FromUnit(Math.Clamp(unit, 0, 1)).Number;
    }

    /// <summary>The listed value that is nearest by ratio; 0 only for 0, unless nothing else is listed.</summary>
    private static double Nearest(IReadOnlyList<ParameterValue> values, double value) => values
        .Where(listed => !listed.IsText)
        .Select(listed => listed.Number)
        .OrderBy(number => number == value ? 0 : number > 0 && value > 0 ? Math.Abs(Math.Log(number / value)) : double.MaxValue)
        .First();
}
