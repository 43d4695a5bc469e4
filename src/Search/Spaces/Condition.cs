namespace Search.Spaces;

/// <summary>"Present only when": another parameter must have one of these values.</summary>
/// <param name="Parameter">The name of the deciding parameter.</param>
/// <param name="Values">The values that switch the dependent one on.</param>
public sealed record Condition(string Parameter, IReadOnlyList<ParameterValue> Values)
{
    /// <summary>True when the configuration meets the condition; false also when the deciding parameter is absent.</summary>
    public bool Holds(Configuration configuration) =>
        configuration.TryGet(Parameter, out var value) && ChoiceDomain.IndexOf(Values, value) >= 0;

    /// <inheritdoc/>
    public bool Equals(Condition? other) => other is not null && Parameter == other.Parameter && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(Parameter.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"{Parameter}: {string.Join(" | ", Values)}";
}
