using Search.Training.Checkpoints;
using Search.Training.Models;
using Search.Training.Optimizers;
using Search.Training.Settings;
using TorchSharp;
using static TorchSharp.torch;

namespace Search.Training.Loop;

/// <summary>A model, its optimizer and its dropout masks: everything in a run that learns or is drawn.</summary>
internal sealed class Network : IDisposable
{
    private const string OptimizerPrefix = "optimizer.";

    private readonly TrainingSettings settings;
    private readonly DropoutMasks masks;
    private readonly FlatParameters parameters;
    private readonly Optimizer optimizer;

    /// <summary>Builds the model and sets its weights from the run's seed.</summary>
    public Network(TrainingSettings settings, int classes, int imageSize, ulong runSeed, Device device)
    {
        this.settings = settings;
        masks = new DropoutMasks(runSeed, device);
        Model = ModelFamilies.Build(settings.Model, new ModelShape
        {
            Classes = classes,
            ImageSize = imageSize,
            Width = settings.ModelWidth,
            Depth = settings.ModelDepth,
            Dropout = settings.Dropout,
            Masks = masks,
        });
        WeightInitializer.Initialize(Model, runSeed);
        Model.to(device);
        Model.train();
        parameters = new FlatParameters(Model);
        optimizer = OptimizerFamilies.Build(settings.Optimizer, parameters, settings);
    }

    /// <summary>The model, in training mode.</summary>
    public nn.Module<Tensor, Tensor> Model { get; }

    /// <summary>Number of the model's weights.</summary>
    public long Parameters => Model.parameters().Sum(weights => weights.numel());

    /// <summary>Optimizer steps taken.</summary>
    public long Steps => optimizer.Steps;

    /// <summary>Trains on one batch.</summary>
    /// <param name="batch">What to train on.</param>
    /// <param name="learningRate">The step's learning rate.</param>
    /// <param name="epoch">Counted from 0; with <paramref name="number"/> it determines the dropout masks.</param>
    /// <param name="number">The batch's number within the epoch, counted from 0.</param>
    /// <returns>Mean loss and number of correct answers before the step, on the device; they belong to the caller's dispose scope.</returns>
    public (Tensor Loss, Tensor Correct) Step(Batch batch, double learningRate, int epoch, int number)
    {
        using var scope = NewDisposeScope();
        masks.Seek(epoch, number);
        parameters.Gradients.zero_();
        var logits = Model.forward(batch.Images);
        var loss = nn.functional.cross_entropy(logits, batch.Labels, label_smoothing: settings.LabelSmoothing);
        loss.backward();
        optimizer.Step(learningRate, settings.WeightDecay);
        var correct = logits.detach().argmax(1).eq(batch.Labels).sum();
        return (loss.detach().MoveToOuterDisposeScope(), correct.MoveToOuterDisposeScope());
    }

    /// <summary>All that must be saved, by name: <c>model.…</c> as in the model's state, <c>optimizer.…</c>.</summary>
    public Dictionary<string, Blob> Save() => Tensors().ToDictionary(pair => pair.Name, pair => Blob.Of(pair.Tensor), StringComparer.Ordinal);

    /// <summary>Goes back to what <see cref="Save"/> returned, of this network or of one of the same model and optimizer with other hyperparameters.</summary>
    /// <exception cref="InvalidDataException">Something is missing or has another shape.</exception>
    public void Restore(IReadOnlyDictionary<string, Blob> blobs, long steps)
    {
        using var guard = no_grad();
        foreach (var (name, tensor) in Tensors())
        {
            if (blobs.TryGetValue(name, out var blob))
                blob.CopyTo(tensor, name);
            else if (name.StartsWith(OptimizerPrefix, StringComparison.Ordinal) && optimizer.MayLack(name[OptimizerPrefix.Length..]))
                tensor.zero_();
            else
                throw new InvalidDataException($"The checkpoint holds no {name}.");
        }
        optimizer.Steps = steps;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        Model.Dispose();
        parameters.Dispose();
        masks.Dispose();
    }

    private IEnumerable<(string Name, Tensor Tensor)> Tensors() =>
        Model.state_dict().Select(pair => ("model." + pair.Key, pair.Value))
            .Concat(optimizer.State.Select(pair => (OptimizerPrefix + pair.Key, pair.Value)));
}
