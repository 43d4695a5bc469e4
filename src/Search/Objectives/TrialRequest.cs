using Search.Experiments;
using Search.Spaces;

namespace Search.Objectives;

/// <summary>Everything that one attempt of a trial needs; with the data it determines every number of the run.</summary>
public sealed record TrialRequest
{
    /// <summary>The experiment's identifier, such as <c>cifar10-7f3a</c>.</summary>
    public required string Experiment { get; init; }

    /// <summary>The trial's number within the experiment.</summary>
    public required int Trial { get; init; }

    /// <summary>The attempt's number, counted from 1; grows at every start.</summary>
    public required int Attempt { get; init; }

    /// <summary>All hyperparameters, fixed ones too.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>What is optimised: decides which epoch's weights are kept as the best, and no other number.</summary>
    public ObjectiveSpec Objective { get; init; } = ObjectiveSpec.ValidAccuracy;

    /// <summary>Seeds weights, order, augmentation and dropout.</summary>
    public required ulong RunSeed { get; init; }

    /// <summary>Number of training images: the sample's nested subset, or all of the limit.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Number of validation images: a nested part, or all.</summary>
    public required int ValidImages { get; init; }

    /// <summary>Length of the whole schedule in epochs; the learning rate's annealing is complete at its end.</summary>
    public required int Epochs { get; init; }

    /// <summary>The last epoch whose measurement is already durable; 0 for none. Later ones found in a checkpoint are yielded again, not trained again.</summary>
    public int KnownEpoch { get; init; }

    /// <summary>What a fork has taken over, oldest first: its own configuration counts from the last one's epoch on. Empty for a fresh start.</summary>
    public IReadOnlyList<TrialOrigin> Origins { get; init; } = [];

    /// <summary>Epochs between the checkpoints that are kept a while longer because others may fork from them; 0 for none.</summary>
    public int ForkInterval { get; init; }

    /// <summary>Folder of the trial's checkpoints; null when none can be kept. The newest valid one in it is where the attempt goes on.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Folder in which the finished run's models of the last and of the best epoch, metrics and predictions are left; null for none.</summary>
    public string? RunFolder { get; init; }

    /// <summary>True when the last epoch's model is also scored on the test split: only for the final repeats.</summary>
    public bool ScoreTest { get; init; }
}
