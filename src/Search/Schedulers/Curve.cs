namespace Search.Schedulers;

/// <summary>A trial's values so far, epoch by epoch.</summary>
internal sealed class Curve
{
    private readonly List<int> epochs = [];
    private readonly List<double> values = [];
    private readonly List<double> best = [];
    private double sum;

    /// <summary>The newest epoch.</summary>
    public int Epoch => epochs[^1];

    /// <summary>The newest value.</summary>
    public double Value => values[^1];

    /// <summary>The mean of all values; NaN when one of them is.</summary>
    public double Mean => sum / values.Count;

    public IReadOnlyList<int> Epochs => epochs;

    public IReadOnlyList<double> Values => values;

    /// <summary>Notes a value; false when that epoch or a later one is known already.</summary>
    public bool Add(int epoch, double value)
    {
        if (epochs.Count > 0 && epoch <= epochs[^1])
            return false;
        epochs.Add(epoch);
        values.Add(value);
        best.Add(best.Count > 0 && RungEntry.Worse(value, best[^1]) >= 0 ? best[^1] : value);
        sum += value;
        return true;
    }

    /// <summary>The value at an epoch; NaN when there is none.</summary>
    public double At(int epoch) => epochs.BinarySearch(epoch) is >= 0 and var index ? values[index] : double.NaN;

    /// <summary>The least value up to an epoch; NaN when there is none.</summary>
    public double BestUpTo(int epoch)
    {
        var index = epochs.BinarySearch(epoch);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 ? best[index] : double.NaN;
    }

    /// <summary>Number of values up to an epoch.</summary>
    public int CountUpTo(int epoch) => epochs.BinarySearch(epoch) is var index && index >= 0 ? index + 1 : ~index;
}
