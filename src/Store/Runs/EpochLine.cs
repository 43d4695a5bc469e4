using System.Globalization;

namespace Search.Store.Runs;

/// <summary>One finished epoch in a run's <c>log.csv</c>. Losses are nats, accuracies fractions of 1; NaN is written as nothing.</summary>
public sealed record EpochLine
{
    internal const string Header = "attempt,epoch,trainLoss,trainAccuracy,validLoss,validAccuracy,learningRate,seconds";

    /// <summary>The attempt that trained the epoch.</summary>
    public required int Attempt { get; init; }

    /// <summary>The epoch, counted from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Mean training loss.</summary>
    public double TrainLoss { get; init; } = double.NaN;

    /// <summary>Training accuracy.</summary>
    public double TrainAccuracy { get; init; } = double.NaN;

    /// <summary>Mean validation loss.</summary>
    public double ValidLoss { get; init; } = double.NaN;

    /// <summary>Validation accuracy.</summary>
    public double ValidAccuracy { get; init; } = double.NaN;

    /// <summary>The learning rate at the epoch's end.</summary>
    public double LearningRate { get; init; } = double.NaN;

    /// <summary>How long the epoch took.</summary>
    public double Seconds { get; init; } = double.NaN;

    internal string ToCsv() => string.Create(CultureInfo.InvariantCulture,
        $"{Attempt},{Epoch},{Text(TrainLoss)},{Text(TrainAccuracy)},{Text(ValidLoss)},{Text(ValidAccuracy)},{Text(LearningRate)},{Text(Seconds)}");

    /// <summary>The line's content, or null when it is cut off or no line of ours.</summary>
    internal static EpochLine? Parse(string line)
    {
        var fields = line.Split(',');
        if (fields.Length != 8
            || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
            return null;
        var values = new double[6];
        for (var i = 0; i < values.Length; i++)
        {
            if (fields[i + 2].Length == 0)
                values[i] = double.NaN;
            else if (!double.TryParse(fields[i + 2], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
                return null;
        }
        return new EpochLine
        {
            Attempt = attempt,
            Epoch = epoch,
            TrainLoss = values[0],
            TrainAccuracy = values[1],
            ValidLoss = values[2],
            ValidAccuracy = values[3],
            LearningRate = values[4],
            Seconds = values[5],
        };
    }

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
