namespace Search.Stages;

/// <summary>The names that sweep files give the stages.</summary>
public static class StageNames
{
    /// <summary>Finds the learning rate per model and optimizer, on the sample.</summary>
    public const string LearningRate = "learningRate";

    /// <summary>Scans augmentation one technique at a time, on the sample.</summary>
    public const string Augmentation = "augmentation";

    /// <summary>Searches the whole space, on the sample.</summary>
    public const string Joint = "joint";

    /// <summary>Trains the best on the full data, unchanged.</summary>
    public const string Promote = "promote";

    /// <summary>Re-tunes regularization on the full data, repeats the finalists and measures the gain.</summary>
    public const string Retune = "retune";

    /// <summary>Trains one given configuration.</summary>
    public const string Train = "train";
}
