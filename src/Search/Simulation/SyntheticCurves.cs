using Search.Experiments;
using Search.Objectives;
using Search.Randomness;
using Search.Spaces;

namespace Search.Simulation;

/// <summary>A made-up image classifier: accuracy has an optimum in learning rate, dropout and weight decay that moves with the amount of data.</summary>
/// <remarks>
/// For tests and simulations of the search itself; it claims nothing about real networks. Accuracy approaches its end value exponentially over the
/// schedule; under-regularized configurations learn faster and end lower, so low rungs mislead a little, as real ones do. Seeds add normal noise.
/// A learning rate above 0.3 diverges.
/// </remarks>
public sealed class SyntheticCurves : ICurves
{
    /// <summary>Number of classes; chance is one over it.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Standard deviation of the end value between seeds, as accuracy.</summary>
    public double SeedNoise { get; init; } = 0.004;

    /// <summary>Seconds that a training image takes.</summary>
    public double SecondsPerImage { get; init; } = 0.0004;

    /// <summary>Number of test images that runs are scored on.</summary>
    public int TestImages { get; init; } = 2000;

    /// <inheritdoc/>
    public EpochFinished At(TrialPlan plan, ulong runSeed, int epoch)
    {
        var configuration = plan.Configuration;
        var images = Math.Max(1, plan.TrainImages);
        var end = EndAccuracy(configuration, images) + SeedNoise * Normal(configuration, runSeed, "end");
        var regularization = configuration.Number("dropout", 0);
        var pace = 3 + 2 * (1 - regularization);
        var chance = 1.0 / Classes;
        var reached = (1 - Math.Exp(-pace * epoch / plan.Epochs)) / (1 - Math.Exp(-pace));
        var accuracy = Math.Clamp(chance + (end - chance) * reached + 0.25 * SeedNoise * Normal(configuration, runSeed, "epoch", epoch), 0, 1);
        var diverged = configuration.Number("learningRate", 1e-3) > 0.3;
        return new EpochFinished
        {
            Epoch = epoch,
            TrainLoss = diverged ? double.NaN : -Math.Log(Math.Max(accuracy, 1e-3)),
            TrainAccuracy = accuracy,
            ValidLoss = diverged ? double.NaN : -Math.Log(Math.Max(accuracy, 1e-3)),
            ValidAccuracy = diverged ? double.NaN : accuracy,
            LearningRate = configuration.Number("learningRate", 1e-3),
            Seconds = images * SecondsPerImage,
            Test = plan.ScoreTest && epoch == plan.Epochs ? Test(configuration, runSeed, accuracy) : null,
        };
    }

    /// <summary>The noiseless end accuracy of a configuration trained on a number of images.</summary>
    public static double EndAccuracy(Configuration configuration, int images)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var top = 0.9 - 0.9 * Math.Pow(images, -0.25);
        var rate = Math.Log10(configuration.Number("learningRate", 1e-3)) + 3;
        var dropout = configuration.Number("dropout", 0) - BestDropout(images);
        var decay = configuration.Number("weightDecay", 0);
        var decayOff = decay > 0 ? Math.Log10(decay) - Math.Log10(64 / (1e-3 * images * 10)) : -2;
        var flip = configuration.TryGet("augmentation.horizontalFlip", out var flag) && flag.Flag ? 0.02 : 0;
        var rotation = configuration.Number("augmentation.rotation", 0);
        return top - 0.05 * Math.Min(rate * rate, 8) - 0.25 * dropout * dropout - 0.004 * decayOff * decayOff + flip - 0.0001 * Math.Max(0, rotation - 10);
    }

    /// <summary>The dropout that is best for a number of images: more data, less of it.</summary>
    public static double BestDropout(int images) => Math.Clamp(0.6 - 0.12 * Math.Log10(images / 1000.0) * 2, 0.05, 0.7);

    private TestScores Test(Configuration configuration, ulong runSeed, double accuracy)
    {
        var correct = new byte[(TestImages + 7) / 8];
        var hits = 0;
        for (var i = 0; i < TestImages; i++)
        {
            // Most of an image's difficulty is its own, some is the run's: runs agree on most images, as real ones do.
            var own = new SearchRandom(Seeds.Derive(1, "image", i)).NextDouble();
            var draw = new SearchRandom(Seeds.Derive(runSeed, "hit" + configuration, i)).NextDouble();
            if (0.8 * own + 0.2 * draw < accuracy)
            {
                correct[i >> 3] |= (byte)(1 << (i & 7));
                hits++;
            }
        }
        return new TestScores { Images = TestImages, Correct = correct, Accuracy = hits / (double)TestImages };
    }

    private static double Normal(Configuration configuration, ulong runSeed, string purpose, params ReadOnlySpan<long> keys) =>
        new SearchRandom(Seeds.Derive(runSeed, purpose + configuration, keys)).NextNormal();
}
