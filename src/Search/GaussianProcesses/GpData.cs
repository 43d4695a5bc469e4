namespace Search.GaussianProcesses;

/// <summary>Observations for a Gaussian process, parallel lists.</summary>
/// <param name="Points">Encoded configurations.</param>
/// <param name="Values">Lower is better.</param>
/// <param name="Variances">How uncertain each value is beyond the common noise; 0 for one as measured.</param>
internal sealed record GpData(double[][] Points, double[] Values, double[] Variances)
{
    /// <summary>Number of observations.</summary>
    public int Count => Points.Length;

    /// <summary>Index of the lowest value, of equals the first.</summary>
    public int Lowest() => Array.IndexOf(Values, Values.Min());

    /// <summary>Some of them, in the order given.</summary>
    public GpData At(int[] indices) => new([.. indices.Select(i => Points[i])], [.. indices.Select(i => Values[i])], [.. indices.Select(i => Variances[i])]);

    /// <summary>At most so many: the better half of them by value, the others spread evenly over the rest in the order in which they came.</summary>
    public GpData Thinned(int most)
    {
        if (Count <= most)
            return this;
        int[] byValue = [.. Enumerable.Range(0, Count).OrderBy(i => Values[i]).ThenBy(i => i)];
        int[] rest = [.. byValue.Skip(most / 2).Order()];
        var share = most - most / 2;
        return At([.. byValue.Take(most / 2).Concat(Enumerable.Range(0, share).Select(i => rest[(int)((i + 0.5) * rest.Length / share)])).Order()]);
    }

    /// <summary>At most so many, spread evenly over the order in which they came: a fair picture of the noise, which a choice by value is not.</summary>
    public GpData Spread(int most) => Count <= most ? this : At([.. Enumerable.Range(0, most).Select(i => (int)((i + 0.5) * Count / most))]);

    /// <summary>With values of mean 0 and variance 1; all 0 where they are alike. Variances are scaled alike.</summary>
    public GpData Standardized()
    {
        // The square of a value beyond 1e154 is no number any more.
        var size = Math.Max(Values.Max(value => Math.Abs(value)), double.Epsilon);
        double[] values = size > 1e100 ? [.. Values.Select(value => value / size)] : Values;
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Count);
        return deviation > 0
            ? this with { Values = [.. values.Select(value => (value - mean) / deviation)], Variances = [.. Variances.Select(variance => Math.Min(1, variance / (deviation * deviation)))] }
            : this with { Values = new double[Count], Variances = new double[Count] };
    }

    /// <summary>The nearest to a point, nearest first.</summary>
    public GpData Nearest(double[] point, int most)
    {
        double[] distances = [.. Points.Select(other => Distance(other, point))];
        return At([.. Enumerable.Range(0, Count).OrderBy(i => distances[i]).ThenBy(i => i).Take(most)]);
    }

    private static double Distance(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var k = 0; k < one.Length; k++)
            sum += (one[k] - other[k]) * (one[k] - other[k]);
        return sum;
    }
}
