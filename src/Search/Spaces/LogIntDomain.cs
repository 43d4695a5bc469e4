using System.Globalization;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Whole numbers from 1 upwards whose logarithm is about uniform, such as layer widths.</summary>
/// <param name="Low">The smallest value, at least 1.</param>
/// <param name="High">The largest value.</param>
public sealed record LogIntDomain(long Low, long High) : Domain
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => High - Low + 1;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit)
    {
        // Every integer owns [n − ½, n + ½) on the logarithmic axis, so that the ends are not half as likely.
        var (from, to) = (Math.Log(Low - 0.5), Math.Log(High + 0.5));
        return Math.Clamp(Math.Round(Math.Exp(from + Math.Clamp(unit, 0, 1) * (to - from))), Low, High);
    }

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value) =>
        (Math.Log(value.Number) - Math.Log(Low - 0.5)) / (Math.Log(High + 0.5) - Math.Log(Low - 0.5));

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) =>
        value.IsNumber && value.Number >= Low && value.Number <= High && Math.Floor(value.Number) == value.Number;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => Low < 1
        ? [$"logInt [{Low}, {High}] must start at 1 or above: use int for ranges with 0."]
        : RangeErrors("logInt", Low, High, null);

    private protected override ParameterValue Listed(long index, long count) => (double)(Low + index);

    internal override (double Low, double High) Share(ParameterValue value) => (ToUnit(value.Number - 0.5), ToUnit(value.Number + 0.5));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"logInt [{Low}, {High}]");
}
