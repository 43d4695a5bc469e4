namespace Search.Schedulers;

/// <summary>A trial's value at a rung; lower values are better, NaN is worst, ties go to the older trial.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Value">Its internal (minimised) value.</param>
internal readonly record struct RungEntry(int Trial, double Value) : IComparable<RungEntry>
{
    public int CompareTo(RungEntry other)
    {
        var byValue = (double.IsNaN(Value), double.IsNaN(other.Value)) switch
        {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => -1,
            _ => Value.CompareTo(other.Value),
        };
        return byValue != 0 ? byValue : Trial.CompareTo(other.Trial);
    }
}
