using Search.Objectives;
using Search.Training.Checkpoints;
using Search.Training.Data;
using Search.Training.Hardware;
using Search.Training.Runs;
using Search.Training.Schedules;
using Search.Training.Settings;
using static TorchSharp.torch;

namespace Search.Training.Loop;

/// <summary>One attempt of a trial: where it stands, and the loop over epochs and batches.</summary>
internal sealed class TrainingRun
{
    private readonly IImageData data;
    private readonly Device device;
    private readonly TrainingOptions options;
    private readonly TrialRequest request;
    private readonly IRunControl control;
    private readonly List<EpochFinished> measurements = [];
    private int epoch;
    private int batch;
    private double seconds;
    private long lastSaved;
    private double learningRate;
    private RunSignal stop = RunSignal.Run;

    public TrainingRun(IImageData data, Device device, TrainingOptions options, TrialRequest request, IRunControl control)
    {
        this.data = data;
        this.device = device;
        this.options = options;
        this.request = request;
        this.control = control;
    }

    private TimeProvider Time => options.Time;

    /// <summary>Asks whether to go on. The first other answer counts for good: half an epoch must not pass for a whole one because the caller changed its mind.</summary>
    private bool GoesOn => stop == RunSignal.Run && (stop = control.Signal) == RunSignal.Run;

    /// <summary>The attempt's events; exceptions pass through to the objective, which names them.</summary>
    public IEnumerable<RunEvent> Events()
    {
        set_num_threads(options.ThreadsPerSlot);
        HostMemory.KeepFreed();
        Determinism.Require(device);
        var settings = TrainingSettings.From(request.Configuration);
        DataCheck.Check(data, request);
        var fingerprint = Fingerprint.Of(device, options.ThreadsPerSlot);
        var identity = RunIdentity.Of(request, data);
        var folder = request.CheckpointFolder is null ? null : new CheckpointFolder(request.CheckpointFolder, request.Attempt);
        var found = folder?.Latest(identity, sentence => options.Note?.Invoke(request, sentence));

        using var network = new Network(settings, data.Classes.Count, (int)data.Pixels.shape[2], request.RunSeed, device);
        using var sums = new DeviceSums(device);
        var source = new BatchSource(data, request.TrainImages, request.RunSeed, settings, device);
        var scorer = new Scorer(data, device);
        var schedule = ScheduleFamilies.Get(settings.Schedule);
        var valid = data.Valid.Take(request.ValidImages).ToArray();
        var watch = new CollapseWatch([.. data.Train.Take(request.TrainImages).Select(Label)], [.. valid.Select(Label)]);
        if (found is not null)
            Restore(found, network, sums, watch);
        lastSaved = Time.GetTimestamp();

        yield return new RunStarted(fingerprint, epoch);
        foreach (var known in measurements.Where(measurement => measurement.Epoch > request.KnownEpoch).ToArray())
        {
            var measurement = known with { Checkpoint = known.Checkpoint is { } name && folder!.Has(name) ? name : null };
            if (measurement.Epoch == request.Epochs)
                measurement = Finish(measurement);
            yield return measurement;
        }
        if (watch.HasCollapsed)
        {
            yield return Collapsed();
            yield break;
        }

        while (epoch < request.Epochs)
        {
            for (; batch < source.Batches; batch++)
            {
                if (!GoesOn)
                    break;
                if (folder is not null && Time.GetElapsedTime(lastSaved) >= options.CheckpointEvery)
                    Save();
                var start = Time.GetTimestamp();
                var progress = ((double)epoch * source.Batches + batch) / ((double)request.Epochs * source.Batches);
                learningRate = settings.LearningRate * schedule(progress, request.Epochs);
                if (!Step())
                {
                    yield return Diverged("training");
                    yield break;
                }
                seconds += Time.GetElapsedTime(start).TotalSeconds;
            }

            var scored = GoesOn ? Validate() : null;
            if (scored is null)
            {
                if (stop == RunSignal.Suspend)
                    yield return new RunSuspended(epoch, batch, folder is null ? null : Save());
                yield break;
            }
            if (!double.IsFinite(scored.Loss))
            {
                yield return Diverged("validation");
                yield break;
            }
            yield return FinishEpoch(scored);
            if (watch.HasCollapsed)
            {
                yield return Collapsed();
                yield break;
            }
        }

        int Label(int image) => data.Labels[image];

        bool Step()
        {
            using var scope = NewDisposeScope();
            var taken = source.Take(epoch, batch);
            var (loss, correct) = network.Step(taken, learningRate, epoch, batch);
            sums.Add(loss, correct, taken.Count);
            // Looking at a sum waits for the device: on one with a queue of its own, only now and then.
            return (device.type != TorchSharp.DeviceType.CPU && batch % 32 != 31 && batch != source.Batches - 1) || double.IsFinite(sums.Loss);
        }

        Scores? Validate()
        {
            var start = Time.GetTimestamp();
            var scores = scorer.Score(network, valid, probabilities: false, () => GoesOn);
            seconds += Time.GetElapsedTime(start).TotalSeconds;
            return scores;
        }

        EpochFinished FinishEpoch(Scores scored)
        {
            var trainLoss = sums.Loss / sums.Images;
            var trainAccuracy = (double)sums.Correct / sums.Images;
            watch.Observe(trainLoss, trainAccuracy, scored.Predicted, CollapseWatch.IsWarm(schedule, epoch + 1, request.Epochs));
            epoch++;
            batch = 0;
            var measurement = new EpochFinished
            {
                Epoch = epoch,
                TrainLoss = trainLoss,
                TrainAccuracy = trainAccuracy,
                ValidLoss = scored.Loss,
                ValidAccuracy = scored.Accuracy,
                LearningRate = learningRate,
                Seconds = seconds,
                Checkpoint = folder?.Name(epoch, 0),
                ValidCorrect = scored.Correct,
            };
            sums.Set(default);
            seconds = 0;
            measurements.Add(measurement);
            if (folder is not null)
                Save();
            return epoch == request.Epochs ? Finish(measurement) : measurement;
        }

        // After the checkpoint: whatever is left undone here by a kill is made up for at the next start.
        EpochFinished Finish(EpochFinished measurement)
        {
            var test = request.ScoreTest && data.Test.Count > 0
                ? scorer.Score(network, data.Test.ToArray(), probabilities: request.RunFolder is not null, () => true)
                : null;
            var finished = measurement with { Test = test is null ? null : TestScoresOf(test) };
            if (request.RunFolder is { } runFolder)
            {
                var scored = scorer.Score(network, valid, probabilities: true, () => true)!;
                RunArtifacts.Write(runFolder, request, settings, fingerprint, data, network.Save(), [.. measurements.SkipLast(1), finished], valid, scored, test);
            }
            return finished;
        }

        string Save()
        {
            lastSaved = Time.GetTimestamp();
            return folder!.Write(new Checkpoint
            {
                Identity = identity,
                Fingerprint = fingerprint,
                Epoch = epoch,
                Batch = batch,
                Sums = new EpochSums(sums.Loss, sums.Correct, sums.Images, seconds),
                CollapsedEpochs = watch.Epochs,
                LearningRate = learningRate,
                Steps = network.Steps,
                Blobs = network.Save(),
                Measurements = measurements,
            });
        }
    }

    private void Restore(Checkpoint found, Network network, DeviceSums sums, CollapseWatch watch)
    {
        network.Restore(found.Blobs, found.Steps);
        sums.Set(found.Sums);
        watch.Epochs = found.CollapsedEpochs;
        measurements.AddRange(found.Measurements);
        epoch = found.Epoch;
        batch = found.Batch;
        seconds = found.Sums.Seconds;
        learningRate = found.LearningRate;
    }

    private static TestScores TestScoresOf(Scores scores) => new()
    {
        Images = scores.Images,
        Correct = scores.Correct,
        Losses = scores.Losses,
        Loss = scores.Loss,
        Accuracy = scores.Accuracy,
    };

    private RunFailed Diverged(string which) => new(FailureKind.Diverged,
        FormattableString.Invariant($"The {which} loss became infinite or not a number in epoch {epoch + 1}, batch {batch + 1}, ") +
        FormattableString.Invariant($"at learning rate {learningRate:G3}: a lower learningRate or the schedule warmJumpDecay usually helps."));

    private RunFailed Collapsed() => new(FailureKind.Collapsed,
        FormattableString.Invariant($"The network answered one class to every validation image in {CollapseWatch.Limit} epochs in a row, up to epoch {epoch}, ") +
        "and learned nothing in them: a lower learningRate or the schedule warmJumpDecay usually helps.");
}
