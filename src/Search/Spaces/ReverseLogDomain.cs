using System.Globalization;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Numbers below 1 whose distance from 1 is log-uniform: for values such as a momentum of 0.9, 0.99, 0.999.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value, below 1.</param>
public sealed record ReverseLogDomain(double Low, double High) : Domain
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => Low == High ? 1 : null;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit) =>
        Math.Clamp(1 - Math.Exp(Math.Log(1 - Low) + Math.Clamp(unit, 0, 1) * (Math.Log(1 - High) - Math.Log(1 - Low))), Low, High);

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value) =>
        High > Low ? (Math.Log(1 - value.Number) - Math.Log(1 - Low)) / (Math.Log(1 - High) - Math.Log(1 - Low)) : 0.5;

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) => value.IsNumber && value.Number >= Low && value.Number <= High;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => High >= 1
        ? [string.Create(CultureInfo.InvariantCulture, $"reverseLog [{Low}, {High}] must end below 1: use a number such as 0.999.")]
        : RangeErrors("reverseLog", Low, High, null);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"reverseLog [{Low}, {High}]");
}
