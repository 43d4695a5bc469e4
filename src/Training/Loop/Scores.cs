using Search.Objectives;

namespace Search.Training.Loop;

/// <summary>A model's answers on a list of labelled images, in the list's order.</summary>
internal sealed class Scores(int images)
{
    /// <summary>Number of images.</summary>
    public int Images => images;

    /// <summary>Class predicted for each image.</summary>
    public int[] Predicted { get; } = new int[images];

    /// <summary>Cross-entropy of each image in nats, without label smoothing.</summary>
    public float[] Losses { get; } = new float[images];

    /// <summary>One bit per image, least significant first: classified correctly.</summary>
    public byte[] Correct { get; } = new byte[(images + 7) / 8];

    /// <summary>Class probabilities, image after image; null when not asked for.</summary>
    public float[]? Probabilities { get; set; }

    /// <summary>Mean cross-entropy in nats; NaN without images.</summary>
    public double Loss => images == 0 ? double.NaN : Losses.Sum(loss => (double)loss) / images;

    /// <summary>Fraction classified correctly; NaN without images.</summary>
    public double Accuracy => images == 0 ? double.NaN : (double)Correct.Sum(bits => byte.PopCount(bits)) / images;

    /// <summary>The same as the contract has it.</summary>
    public TestScores ToTestScores() => new()
    {
        Images = Images,
        Correct = Correct,
        Losses = Losses,
        Loss = Loss,
        Accuracy = Accuracy,
    };
}
