using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Values without an order, all equally likely.</summary>
/// <param name="Values">The values; none twice.</param>
public sealed record ChoiceDomain(IReadOnlyList<ParameterValue> Values) : Domain
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => Values.Count;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit) => Values[(int)Cell(unit, Values.Count)];

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value) => (IndexOf(Values, value) + 0.5) / Values.Count;

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) => IndexOf(Values, value) >= 0;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => ValueErrors("choice", Values);

    /// <inheritdoc/>
    public bool Equals(ChoiceDomain? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"choice [{string.Join(", ", Values)}]";

    internal static IEnumerable<string> ValueErrors(string kind, IReadOnlyList<ParameterValue> values)
    {
        if (values.Count == 0)
            yield return $"{kind} has no values: list at least one.";
        foreach (var twice in values.GroupBy(value => value).Where(group => group.Count() > 1))
            yield return $"{kind} lists {twice.Key} {twice.Count()} times: list it once.";
    }

    internal static int IndexOf(IReadOnlyList<ParameterValue> values, ParameterValue value)
    {
        for (var i = 0; i < values.Count; i++)
            if (values[i] == value)
                return i;
        return -1;
    }
}
