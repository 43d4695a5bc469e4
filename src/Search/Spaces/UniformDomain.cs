using System.Globalization;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Numbers between two ends, all equally likely; with a step, only low + k · step.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value; with a step, the largest that may be reached.</param>
/// <param name="Step">Distance of neighbouring values; null for a continuum.</param>
public sealed record UniformDomain(double Low, double High, double? Step = null) : Domain
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => Step is { } step ? (long)Math.Floor((High - Low) / step * (1 + 1e-12) + 1e-9) + 1 : Low == High ? 1 : null;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit)
    {
        if (Step is { } step)
            return Math.Min(High, Low + Cell(unit, Count!.Value) * step);
        return Math.Clamp(Low + Math.Clamp(unit, 0, 1) * (High - Low), Low, High);
    }

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value)
    {
        if (Step is { } step)
            return (Math.Round((value.Number - Low) / step) + 0.5) / Count!.Value;
        return High > Low ? (value.Number - Low) / (High - Low) : 0.5;
    }

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) =>
        value.IsNumber && value.Number >= Low && value.Number <= High
        && (Step is not { } step || Math.Abs(Math.Round((value.Number - Low) / step) * step + Low - value.Number) <= 1e-9 * Math.Max(1, Math.Abs(value.Number)));

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => RangeErrors("uniform", Low, High, Step);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"uniform [{Low}, {High}]{(Step is { } step ? $" step {step}" : "")}");
}
