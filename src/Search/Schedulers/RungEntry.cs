namespace Search.Schedulers;

/// <summary>A trial's value at a rung; lower values are better, NaN is worst, ties go to the older trial.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Value">Its internal (minimised) value.</param>
internal readonly record struct RungEntry(int Trial, double Value) : IComparable<RungEntry>
{
    public int CompareTo(RungEntry other)
    {
        var byValue = Worse(Value, other.Value);
        return byValue != 0 ? byValue : Trial.CompareTo(other.Trial);
    }

    /// <summary>Positive when the first value is worse than the second, 0 when they are equal; NaN is worst.</summary>
    public static int Worse(double one, double other) => (double.IsNaN(one), double.IsNaN(other)) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => -1,
        _ => one.CompareTo(other),
    };
}
