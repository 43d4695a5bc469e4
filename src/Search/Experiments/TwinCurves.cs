namespace Search.Experiments;

/// <summary>Finds trials whose values are equal from the first epoch on: configurations that differ in nothing that matters, and train to the same numbers.</summary>
/// <remarks>
/// All trials of a search share their run seed, so such a trial is the same training again: the optimizer has no use for the parameter that differs, or the objective rounds it off, or
/// answers by the nearest of recorded curves. Nothing is learned from training it on. Three equal epochs in a row do it: that they agree by chance is not likely where a value has
/// hundreds of levels, and where it has few, as with training that stays at chance level, no harm is done. Cost: O(1) for each measurement.
/// </remarks>
internal sealed class TwinCurves
{
    /// <summary>So many epochs must agree.</summary>
    internal const int LeastEpochs = 3;

    private sealed class Known(int trial, double fraction)
    {
        public int Trial => trial;

        public double Fraction => fraction;

        public List<double[]> Values { get; } = [];

        /// <summary>The trial that it equals so far.</summary>
        public Known? Twin { get; set; }

        public bool IsOver { get; set; }
    }

    private readonly Dictionary<int, Known> known = [];
    private readonly Dictionary<(double, double, double, double), List<Known>> byStart = [];

    /// <summary>Notes a trial on a part of the data.</summary>
    public void Added(int trial, double fraction) => known[trial] = new Known(trial, fraction);

    /// <summary>Notes a measurement. Curves with a gap, as of forks that begin later, have no twins.</summary>
    public void Measured(int trial, int epoch, ReadOnlySpan<double> values)
    {
        if (!known.TryGetValue(trial, out var own) || epoch != own.Values.Count + 1)
            return;
        own.Values.Add([.. values]);
        if (own.Twin is { } twin && !Agree(own, twin, epoch))
            own.Twin = null;
        if (epoch != LeastEpochs)
            return;
        var start = (own.Fraction, own.Values[0][0], own.Values[1][0], own.Values[2][0]);
        if (!byStart.TryGetValue(start, out var alike))
            byStart[start] = alike = [];
        own.Twin = alike.Find(other => !other.IsOver && Agree(own, other, 1) && Agree(own, other, 2) && Agree(own, other, 3));
        if (own.Twin is null)
            alike.Add(own);
    }

    /// <summary>Notes that a trial is out of the race: those equal to it are not held back by it.</summary>
    public void Ended(int trial)
    {
        if (known.TryGetValue(trial, out var own))
            own.IsOver = true;
    }

    /// <summary>The earlier trial that a trial equals in all epochs that both have; null when there is none.</summary>
    public int? Of(int trial) => known.TryGetValue(trial, out var own) && own.Twin is { IsOver: false } twin ? twin.Trial : null;

    private static bool Agree(Known one, Known other, int epoch) =>
        one.Values.Count < epoch || other.Values.Count < epoch || one.Values[epoch - 1].AsSpan().SequenceEqual(other.Values[epoch - 1]);
}
