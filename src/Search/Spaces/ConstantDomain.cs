using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>A single, fixed value.</summary>
/// <param name="Value">The value.</param>
public sealed record ConstantDomain(ParameterValue Value) : Domain
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => 1;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit) => Value;

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value) => 0.5;

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) => value == Value;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => Value is { IsNumber: true } && !double.IsFinite(Value.Number) ? [$"{Value} is not a finite number."] : [];

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
