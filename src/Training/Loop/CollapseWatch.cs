using Search.Training.Schedules;

namespace Search.Training.Loop;

/// <summary>Notices a network that answers one class to everything and does not come out of it.</summary>
/// <remarks>
/// An epoch looks collapsed when all validation images get one class, training accuracy is no better than always answering the commonest
/// class, and the training loss is that of the classes' bare frequencies. Two such epochs in a row are called a collapse, counted once the
/// schedule has been near its peak: a slow start is no collapse. A network that learns slowly shows it in its loss first.
/// </remarks>
internal sealed class CollapseWatch
{
    /// <summary>Epochs in a row from which on it is called a collapse.</summary>
    public const int Limit = 2;

    private readonly double commonest;
    private readonly double entropy;
    private readonly bool canTell;
    private readonly int images;

    /// <summary>Starts with the labels of the images that are used.</summary>
    public CollapseWatch(IReadOnlyCollection<int> trainLabels, IReadOnlyCollection<int> validLabels)
    {
        images = trainLabels.Count;
        var shares = trainLabels.CountBy(label => label).Select(pair => (double)pair.Value / images).ToArray();
        commonest = shares.Max();
        entropy = -shares.Sum(share => share * Math.Log(share));
        canTell = shares.Length > 1 && validLabels.Distinct().Count() > 1;
    }

    /// <summary>Epochs in a row that looked collapsed.</summary>
    public int Epochs { get; set; }

    /// <summary>True when it is to be called a collapse.</summary>
    public bool HasCollapsed => Epochs >= Limit;

    /// <summary>Takes a finished epoch.</summary>
    public void Observe(double trainLoss, double trainAccuracy, IReadOnlyCollection<int> predicted, bool isWarm)
    {
        var chance = commonest + 3 * Math.Sqrt(commonest * (1 - commonest) / images);
        var looksCollapsed = canTell && isWarm && predicted.Distinct().Count() == 1 && trainAccuracy <= chance && trainLoss >= 0.98 * entropy;
        Epochs = looksCollapsed ? Epochs + 1 : 0;
    }

    /// <summary>True once the schedule has been at half its peak or more in the middle of an epoch.</summary>
    public static bool IsWarm(Schedule schedule, int finished, int epochs) =>
        Enumerable.Range(0, finished).Any(epoch => schedule((epoch + 0.5) / epochs, epochs) >= 0.5);
}
