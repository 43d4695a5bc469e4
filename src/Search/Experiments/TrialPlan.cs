using System.Text.Json.Serialization;
using Search.Spaces;

namespace Search.Experiments;

/// <summary>What a new trial is to do.</summary>
public sealed record TrialPlan
{
    /// <summary>What it is for.</summary>
    public required TrialRole Role { get; init; }

    /// <summary>All its hyperparameters.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>Number of training images.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Number of validation images.</summary>
    public required int ValidImages { get; init; }

    /// <summary>Length of its schedule in epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch up to which it runs before it is compared; at most <see cref="Epochs"/>.</summary>
    public required int Target { get; init; }

    /// <summary>Part of its stage's training images that <see cref="TrainImages"/> are: the data fidelity. 1 where it is not varied.</summary>
    public double Fraction { get; init; } = 1;

    /// <summary>The parent's epoch whose checkpoint it starts from, as if it had trained those epochs itself; 0 for a fresh start.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FromEpoch { get; init; }

    /// <summary>What it trains first, in place of a parent's checkpoint: the lineage of an earlier fork that it repeats, oldest first. Null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LineagePart>? Lineage { get; init; }

    /// <summary>Epochs between the checkpoints that are kept because others may fork from them; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ForkInterval { get; init; }

    /// <summary>The repeat number that gives the run seed: 0 while searching.</summary>
    public int Repeat { get; init; }

    /// <summary>The trial it comes from; null for none.</summary>
    public int? Parent { get; init; }

    /// <summary>What the stage knows it by, such as "baseline" or "rotation=15"; null for plain proposals.</summary>
    public string? Label { get; init; }

    /// <summary>True when its last epoch is scored on the test split.</summary>
    public bool ScoreTest { get; init; }

    /// <summary>True when it counts against the budget's number of trials; controls and repeats do not.</summary>
    public bool Counts { get; init; } = true;
}
