using Search.Experiments;
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
internal sealed class TrainingRun : IDisposable
{
    private readonly IImageData data;
    private readonly Device device;
    private readonly TrainingOptions options;
    private readonly TrialRequest request;
    private readonly IRunControl control;
    private readonly TrainingSettings settings;
    private readonly Schedule schedule;
    private readonly string fingerprint;
    private readonly string identity;
    private readonly CheckpointFolder? folder;
    private readonly Network network;
    private readonly DeviceSums sums;
    private readonly BatchSource source;
    private readonly Scorer scorer;
    private readonly int[] valid;
    private readonly CollapseWatch watch;
    private readonly List<EpochFinished> measurements = [];
    private readonly IReadOnlyDictionary<string, double> others;
    private readonly BestWeights? best;
    private int epoch;
    private int batch;
    private double seconds;
    private double learningRate;
    private long lastSaved;
    private RunSignal stop = RunSignal.Run;
    private bool isInheriting;

    private TrainingRun(IImageData data, Device device, TrainingOptions options, TrialRequest request, IRunControl control)
    {
        set_num_threads(options.ThreadsPerSlot);
        HostMemory.KeepFreed();
        Determinism.Require(device);
        this.data = data;
        this.device = device;
        this.options = options;
        this.request = request;
        this.control = control;
        settings = TrainingSettings.From(request.Configuration);
        DataCheck.Check(data, request);
        schedule = ScheduleFamilies.Get(settings.Schedule);
        fingerprint = Fingerprint.Of(device, options.ThreadsPerSlot);
        identity = RunIdentity.Of(request, data);
        folder = request.CheckpointFolder is null ? null : new CheckpointFolder(request.CheckpointFolder, request.Attempt, request.ForkInterval);
        source = new BatchSource(data, request.TrainImages, request.RunSeed, settings, device);
        scorer = new Scorer(data, device);
        valid = [.. data.Valid.Take(request.ValidImages)];
        watch = new CollapseWatch([.. data.Train.Take(request.TrainImages).Select(image => data.Labels[image])], [.. valid.Select(image => data.Labels[image])]);
        best = request.RunFolder is null ? null : new BestWeights(request.Objective);
        sums = new DeviceSums(device);
        network = new Network(settings, data.Classes.Count, (int)data.Pixels.shape[2], request.RunSeed, device);
        others = new Dictionary<string, double>(StringComparer.Ordinal) { [ObjectiveSpec.Parameters.Name] = network.Parameters };
    }

    /// <summary>Asks whether to go on. The first other answer counts for good: half an epoch must not pass for a whole one because the caller changed its mind.</summary>
    private bool GoesOn => stop == RunSignal.Run && (stop = control.Signal) == RunSignal.Run;

    /// <summary>The attempt's events; exceptions pass through to the objective, which names them.</summary>
    public static IEnumerable<RunEvent> Events(IImageData data, Device device, TrainingOptions options, TrialRequest request, IRunControl control)
    {
        using var run = new TrainingRun(data, device, options, request, control);
        foreach (var next in run.Start())
        {
            yield return next;
            if (next is RunFailed)
                yield break;
        }
        if (run.stop != RunSignal.Run)
        {
            foreach (var next in run.Stopped())
                yield return next;
            yield break;
        }
        foreach (var next in run.Train(request.Epochs))
            yield return next;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        network.Dispose();
        sums.Dispose();
    }

    /// <summary>Trains up to the end of an epoch, a stop or a failure.</summary>
    private IEnumerable<RunEvent> Train(int last)
    {
        while (!watch.HasCollapsed && epoch < last)
        {
            if (!TrainEpoch())
            {
                yield return Diverged("training");
                yield break;
            }
            var scored = Validate();
            if (scored is { } scores && !double.IsFinite(scores.Loss))
            {
                yield return Diverged("validation");
                yield break;
            }
            if ((scored is null ? null : FinishEpoch(scored)) is not { } finished)
            {
                foreach (var next in Stopped())
                    yield return next;
                yield break;
            }
            yield return finished;
        }
        if (watch.HasCollapsed)
            yield return Collapsed();
    }

    /// <summary>Goes to the newest checkpoint and reports again what was finished there but is not known.</summary>
    private IEnumerable<RunEvent> Start()
    {
        var found = folder?.Latest(identity, sentence => options.Note?.Invoke(request, sentence));
        var (isFork, origin) = (found is null && request.Origins.Count > 0, request.Origins.Count > 0 ? OfOrigin() : request);
        if (isFork && request.Origins[^1] is { CheckpointFolder: { } theirs } last)
            found = CheckpointFolder.EndOf(theirs, last.Epoch, RunIdentity.Of(origin, data), fingerprint);
        if (found is not null)
            Restore(found);
        lastSaved = options.Time.GetTimestamp();
        yield return new RunStarted(fingerprint, epoch);
        if (isFork && found is null)
            foreach (var failed in Inherit(origin))
                yield return failed;
        if (isInheriting)
            yield break;
        if (isFork && folder is not null)
            Save(); // from now on it needs its origin no more
        foreach (var known in measurements.Where(measurement => measurement.Epoch > request.KnownEpoch).ToArray())
        {
            var measurement = known with { Checkpoint = known.Checkpoint is { } name && folder!.Has(name) ? name : null };
            if (measurement.Epoch < request.Epochs)
                yield return measurement;
            else if (Finish(measurement) is { } finished)
                yield return finished;
        }
    }

    /// <summary>The request of the trial that this one was forked from, as far as its numbers go.</summary>
    private TrialRequest OfOrigin() => request with
    {
        Configuration = request.Origins[^1].Configuration,
        Origins = [.. request.Origins.SkipLast(1)],
        KnownEpoch = request.Origins[^1].Epoch,
        CheckpointFolder = null,
        ScoreTest = false,
    };

    /// <summary>Trains a lost origin's epochs anew and takes over what comes of it; yields only a failure.</summary>
    private IEnumerable<RunEvent> Inherit(TrialRequest origin)
    {
        isInheriting = true;
        using var theirs = new TrainingRun(data, device, options, origin, control);
        foreach (var next in theirs.Start().Concat(theirs.Train(request.Origins[^1].Epoch)))
        {
            if (next is RunFailed)
                yield return next;
            if (next is RunFailed or RunSuspended || theirs.stop != RunSignal.Run)
                break;
        }
        stop = theirs.stop;
        if (stop != RunSignal.Run || theirs.epoch != request.Origins[^1].Epoch)
            yield break;
        var saved = theirs.network.Save();
        Restore(theirs.At(theirs.best?.AddTo(saved, theirs.epoch, theirs.batch) ?? saved));
        isInheriting = false;
    }

    /// <summary>What is said of a stop: a suspension, after its checkpoint; nothing where nothing is to be kept.</summary>
    private IEnumerable<RunEvent> Stopped()
    {
        // A fork that has not got its origin's weights yet has nothing to keep: the next attempt begins again.
        if (stop == RunSignal.Suspend)
            yield return new RunSuspended(epoch, batch, folder is null || isInheriting ? null : Save());
    }

    private void Restore(Checkpoint found)
    {
        network.Restore(found.Blobs, found.Steps);
        sums.Set(found.Sums);
        watch.Epochs = found.CollapsedEpochs;
        measurements.AddRange(found.Measurements.Select(measured => measured with { Others = others })); // a checkpoint need not hold what the model itself says
        best?.Restore(found);
        epoch = found.Epoch;
        batch = found.Batch;
        seconds = found.Sums.Seconds;
        learningRate = found.LearningRate;
    }

    /// <summary>Trains until the epoch's last batch or a stop; false when the loss is no number any more.</summary>
    private bool TrainEpoch()
    {
        for (; batch < source.Batches && GoesOn; batch++)
        {
            if (folder is not null && options.Time.GetElapsedTime(lastSaved) >= options.CheckpointEvery)
                Save();
            var start = options.Time.GetTimestamp();
            var progress = ((double)epoch * source.Batches + batch) / ((double)request.Epochs * source.Batches);
            learningRate = settings.LearningRate * schedule(progress, request.Epochs);
            TrainBatch();
            // Looking at a sum waits for the device: on one with a queue of its own, only now and then.
            var looks = device.type == TorchSharp.DeviceType.CPU || batch % 32 == 31 || batch == source.Batches - 1;
            if (looks && !double.IsFinite(sums.Loss))
                return false;
            seconds += options.Time.GetElapsedTime(start).TotalSeconds;
        }
        return true;
    }

    private void TrainBatch()
    {
        using var scope = NewDisposeScope();
        var taken = source.Take(epoch, batch);
        var (loss, correct) = network.Step(taken, learningRate, epoch, batch);
        sums.Add(loss, correct, taken.Count);
    }

    /// <summary>Scores the validation images; null when a stop came first.</summary>
    private Scores? Validate()
    {
        if (stop != RunSignal.Run)
            return null;
        var start = options.Time.GetTimestamp();
        var scores = scorer.Score(network, valid, probabilities: false, () => GoesOn);
        seconds += options.Time.GetElapsedTime(start).TotalSeconds;
        return scores;
    }

    /// <summary>Closes the epoch; null when it was the last one and a stop came before its scores were there.</summary>
    private EpochFinished? FinishEpoch(Scores scored)
    {
        var trainLoss = sums.Loss / sums.Images;
        var trainAccuracy = (double)sums.Correct / sums.Images;
        epoch++;
        batch = 0;
        watch.Observe(trainLoss, trainAccuracy, scored.Predicted, CollapseWatch.IsWarm(schedule, epoch, request.Epochs));
        var measurement = new EpochFinished
        {
            Epoch = epoch,
            TrainLoss = trainLoss,
            TrainAccuracy = trainAccuracy,
            ValidLoss = scored.Loss,
            ValidAccuracy = scored.Accuracy,
            Others = others,
            LearningRate = learningRate,
            Seconds = seconds,
            Checkpoint = folder?.Name(epoch, 0),
            ValidCorrect = scored.Correct,
        };
        sums.Set(default);
        seconds = 0;
        measurements.Add(measurement);
        var saved = folder is null && best is null ? [] : network.Save();
        best?.Observe(measurements, saved);
        if (folder is not null)
        {
            var blobs = best?.AddTo(saved, epoch, batch) ?? saved;
            measurements[^1] = measurement = measurement with { CheckpointBytes = folder.Most * blobs.Values.Sum(blob => blob.Bytes.LongLength) };
            Save(blobs);
        }
        return epoch == request.Epochs ? Finish(measurement) : measurement;
    }

    /// <summary>
    /// Scores the test split and leaves the run's files, after the last checkpoint: what a kill leaves undone here is made up for at the next start,
    /// and so is what a stop leaves, for which null is returned.
    /// </summary>
    private EpochFinished? Finish(EpochFinished last)
    {
        Scores? test = null;
        if (request.ScoreTest && data.Test.Count > 0 && (test = scorer.Score(network, [.. data.Test], probabilities: request.RunFolder is not null, () => GoesOn)) is null)
            return null;
        var finished = last with { Test = test?.ToTestScores() };
        if (request.RunFolder is { } runFolder)
        {
            if (scorer.Score(network, valid, probabilities: true, () => GoesOn) is not { } scored)
                return null;
            RunArtifacts.Write(runFolder, request, settings, fingerprint, data, network.Save(), best!, [.. measurements.SkipLast(1), finished], valid, scored, test);
        }
        return finished;
    }

    private string Save()
    {
        var saved = network.Save();
        return Save(best?.AddTo(saved, epoch, batch) ?? saved);
    }

    private string Save(IReadOnlyDictionary<string, Blob> blobs)
    {
        lastSaved = options.Time.GetTimestamp();
        return folder!.Write(At(blobs));
    }

    /// <summary>Where the run stands.</summary>
    private Checkpoint At(IReadOnlyDictionary<string, Blob> blobs) => new()
    {
        Identity = identity,
        Fingerprint = fingerprint,
        Epoch = epoch,
        Batch = batch,
        Sums = new EpochSums(sums.Loss, sums.Correct, sums.Images, seconds),
        CollapsedEpochs = watch.Epochs,
        LearningRate = learningRate,
        Steps = network.Steps,
        Blobs = blobs,
        Measurements = measurements,
    };

    private RunFailed Diverged(string which) => new(FailureKind.Diverged,
        FormattableString.Invariant($"The {which} loss became infinite or not a number in epoch {epoch + 1}, batch {batch + 1}, ") +
        FormattableString.Invariant($"at learning rate {learningRate:G3}: a lower learningRate or the schedule warmJumpDecay usually helps."));

    private RunFailed Collapsed() => new(FailureKind.Collapsed,
        FormattableString.Invariant($"The network answered one class to every validation image in {CollapseWatch.Limit} epochs in a row, up to epoch {epoch}, ") +
        "and learned nothing in them: a lower learningRate or the schedule warmJumpDecay usually helps.");
}
