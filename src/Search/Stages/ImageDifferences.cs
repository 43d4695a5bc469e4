using Search.Experiments;

namespace Search.Stages;

/// <summary>Image by image, what one run does better than another.</summary>
internal static class ImageDifferences
{
    /// <summary>Positive where <paramref name="better"/> is better; on the test split, else on validation; null where neither run was scored by image.</summary>
    public static float[]? Of(ExperimentState state, Trial better, Trial other)
    {
        if (better.Test is { } a && other.Test is { } b)
        {
            if (state.Spec.Objective.Name == ObjectiveSpec.ValidLoss.Name)
                return a.Losses is { } mine && b.Losses is { } theirs ? [.. mine.Zip(theirs, (x, y) => y - x)] : null;
            return Bits(a.Correct, b.Correct, a.Images);
        }
        if (state.Spec.Objective.Name == ObjectiveSpec.ValidAccuracy.Name && better.ValidCorrect is { } first && other.ValidCorrect is { } second)
            return Bits(first, second, better.Plan.ValidImages);
        return null;
    }

    private static float[] Bits(byte[] first, byte[] second, int images)
    {
        var differences = new float[images];
        for (var i = 0; i < images; i++)
            differences[i] = ((first[i >> 3] >> (i & 7)) & 1) - ((second[i >> 3] >> (i & 7)) & 1);
        return differences;
    }
}
