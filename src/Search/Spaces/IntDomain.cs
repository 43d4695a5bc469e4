using System.Globalization;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Whole numbers between two ends, both included, all equally likely; with a step, every step-th.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
/// <param name="Step">Distance of neighbouring values, at least 1.</param>
public sealed record IntDomain(long Low, long High, long Step = 1) : Domain
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => (High - Low) / Step + 1;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit) => (double)(Low + Cell(unit, Count!.Value) * Step);

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value) => ((value.Number - Low) / Step + 0.5) / Count!.Value;

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) =>
        value.IsNumber && value.Number >= Low && value.Number <= High && Math.Floor(value.Number) == value.Number && ((long)value.Number - Low) % Step == 0;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => Step < 1
        ? [$"step is {Step}, but must be at least 1."]
        : RangeErrors("int", Low, High, Step);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"int [{Low}, {High}]{(Step != 1 ? $" step {Step}" : "")}");
}
