using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Values in a meaningful order but without distances, such as sizes small, medium, large.</summary>
/// <param name="Values">The values in their order; none twice.</param>
public sealed record OrdinalDomain(IReadOnlyList<ParameterValue> Values) : Domain
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => Values.Count;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit) => Values[(int)Cell(unit, Values.Count)];

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value) => (ChoiceDomain.IndexOf(Values, value) + 0.5) / Values.Count;

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) => ChoiceDomain.IndexOf(Values, value) >= 0;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => ChoiceDomain.ValueErrors("ordinal", Values);

    /// <inheritdoc/>
    public bool Equals(OrdinalDomain? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(19, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"ordinal [{string.Join(", ", Values)}]";
}
