using Search.Experiments;
using Search.Simulation;
using Search.Spaces;
using Search.Stages;

namespace Search.Client.Previews;

/// <summary>Foretells a search by simulating it: the same stages and schedulers on made-up learning curves.</summary>
internal static class Planner
{
    private const int MostEpochs = 200_000;
    private const double WorthShowing = 0.01;

    /// <summary>The preview of a sweep file.</summary>
    /// <param name="spec">The file.</param>
    /// <param name="data">The images, counted.</param>
    /// <param name="slots">Trials at a time.</param>
    /// <param name="speed">What earlier experiments say of speed and size.</param>
    /// <param name="freeBytes">Free disk.</param>
    public static Preview Of(ExperimentSpec spec, DataSummary data, int slots, Speed speed, long freeBytes)
    {
        var stages = Stages(spec, data, slots, speed.ImagesPerSecond, out var seconds);
        var size = (long)(spec.Data?.ImageSize ?? 0) * (spec.Data?.ImageSize ?? 0) * 3;
        var gainImages = !spec.Stages.Contains(StageNames.Retune) ? 0 : data.TestImages > 0 ? data.TestImages : data.ValidImages;
        var preview = new Preview
        {
            Name = spec.Name,
            Classes = data.Classes.Count,
            TrainImages = data.TrainImages,
            SampleTrainImages = data.SampleTrainImages,
            ValidImages = data.ValidImages,
            TestImages = data.TestImages,
            Slots = slots,
            ImagesPerSecond = speed.ImagesPerSecond,
            Stages = stages,
            Seconds = seconds,
            CacheBytes = size * (data.TrainImages + data.ValidImages + data.TestImages),
            // The last and the best of every trial that may still go on: those of the widest stage.
            CheckpointBytes = speed.CheckpointBytes is { } each && stages.Count > 0 ? 2 * each * stages.Max(stage => stage.Trials) : null,
            FreeBytes = freeBytes,
            SmallestGain = gainImages > 0 ? SmallestGain.On(gainImages) : null,
            GainImages = gainImages,
            Warnings = [],
        };
        return preview with { Warnings = [.. Warnings(spec, data, preview)] };
    }

    private static List<PreviewStage> Stages(ExperimentSpec spec, DataSummary data, int slots, double? imagesPerSecond, out double? seconds)
    {
        seconds = null;
        if (imagesPerSecond is null && spec.Budget is { Trials: null, Epochs: null, Time: not null })
            return [];
        // At an unknown speed the time limit cannot be reckoned with; the others still hold. What made-up curves could still bring says nothing.
        var simulated = spec with { Budget = spec.Budget with { Time = imagesPerSecond is null ? null : spec.Budget.Time, Gain = null, GainAboveNoise = false, GainPerHour = null } };
        var experiment = Experiment.Create("preview", simulated, data, DateTimeOffset.UnixEpoch);
        var simulator = new Simulator(experiment, new SyntheticCurves { SecondsPerImage = 1 / (imagesPerSecond ?? 1), TestImages = Math.Max(1, data.TestImages) }, slots);
        simulator.Run(MostEpochs);
        if (imagesPerSecond is not null)
            seconds = simulator.Now;
        return [.. experiment.State.Stages.Select(stage => new PreviewStage(
            stage.Name, stage.Trials.Count, stage.Epochs, stage.Images, imagesPerSecond is null ? null : stage.Seconds))];
    }

    private static IEnumerable<string> Warnings(ExperimentSpec spec, DataSummary data, Preview preview)
    {
        if (data.TestImages == 0)
            yield return "There is no labelled test split, so the winner's value will look better than it is: add test/<class>/* or data.test: { fraction: 0.15 }.";
        if (preview.SmallestGain > WorthShowing)
            yield return FormattableString.Invariant($"A gain of re-tuning below {100 * preview.SmallestGain:0.0} points cannot be shown on {preview.GainImages} images: more images would help, more seeds would not.");
        if (data.SampleValidImages < 1000)
            yield return FormattableString.Invariant($"The sample's {data.SampleValidImages} validation images tell accuracies apart only beyond {100 * SmallestGain.On(Math.Max(1, data.SampleValidImages)):0.0} points: 1,000 or more are better.");
        if (preview.CacheBytes + (preview.CheckpointBytes ?? 0) > preview.FreeBytes)
            yield return $"The disk has {Output.Format.Bytes(preview.FreeBytes)} free, but {Output.Format.Bytes(preview.CacheBytes + (preview.CheckpointBytes ?? 0))} are needed: free some, or choose another home with --home DIR.";
        if (UselessDecay(spec, data) is { } useless)
            yield return useless;
    }

    private static string? UselessDecay(ExperimentSpec spec, DataSummary data)
    {
        if (spec.DefaultWeightDecay || spec.Space.Find(WeightDecayRange.Parameter) is not { } decay || decay.Domain is ConstantDomain)
            return null;
        var middle = spec.Space.FromUnit([.. Enumerable.Repeat(0.5, spec.Space.Dimensions)]);
        var (batch, fastest, slowest) = (middle.Number("batchSize", 64), Rate(spec, 1), Rate(spec, 0));
        if (WeightDecayRange.For(batch, fastest, data.TrainImages, spec.MaxEpochs) is not { } strong || WeightDecayRange.For(batch, slowest, data.SampleTrainImages, spec.MaxEpochs) is not { } weak)
            return null;
        var (least, most) = (decay.Domain.FromUnit(0).Number, decay.Domain.FromUnit(1).Number);
        if (least == 0 && decay.Domain is LogDomain log)
            least = log.Low;
        return most < strong.Low || least > weak.High
            ? FormattableString.Invariant($"weightDecay is {decay.Domain}, but between {strong.Low:G2} and {weak.High:G2} it can matter for this data and these learning rates: leave it out for a range of the data's own.")
            : null;
    }

    private static double Rate(ExperimentSpec spec, double unit) => spec.Space.Find("learningRate")?.Domain.FromUnit(unit).Number ?? 1e-3;
}
