using System.Globalization;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>Positive numbers whose logarithm is uniform: as many between 0.001 and 0.01 as between 0.01 and 0.1.</summary>
/// <param name="Low">The smallest value, above 0.</param>
/// <param name="High">The largest value.</param>
/// <param name="OrZero">True when 0 ("off") is a value too; it takes the lowest tenth of the unit interval, or half of it beside a single other value.</param>
public sealed record LogDomain(double Low, double High, bool OrZero = false) : Domain
{
    private double ZeroShare => Low == High ? 0.5 : 0.1;

    /// <inheritdoc/>
    [JsonIgnore]
    public override long? Count => Low == High ? (OrZero ? 2 : 1) : null;

    /// <inheritdoc/>
    public override ParameterValue FromUnit(double unit)
    {
        unit = Math.Clamp(unit, 0, 1);
        if (OrZero)
        {
            if (unit < ZeroShare)
                return 0.0;
            unit = (unit - ZeroShare) / (1 - ZeroShare);
        }
        return Math.Clamp(Math.Exp(Math.Log(Low) + unit * (Math.Log(High) - Math.Log(Low))), Low, High);
    }

    /// <inheritdoc/>
    public override double ToUnit(ParameterValue value)
    {
        if (OrZero && value.Number == 0)
            return ZeroShare / 2;
        var unit = High > Low ? (Math.Log(value.Number) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low)) : 0.5;
        return OrZero ? ZeroShare + unit * (1 - ZeroShare) : unit;
    }

    /// <inheritdoc/>
    public override bool Contains(ParameterValue value) =>
        value.IsNumber && ((OrZero && value.Number == 0) || (value.Number >= Low && value.Number <= High));

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => Low <= 0
        ? [string.Create(CultureInfo.InvariantCulture, $"log [{Low}, {High}] must start above 0: use uniform, or a small number such as 1e-6.")]
        : RangeErrors("log", Low, High, null);

    internal override (double Low, double High) Share(ParameterValue value) =>
        OrZero && value.Number == 0 ? (0, ZeroShare) : Low == High ? (OrZero ? ZeroShare : 0, 1) : base.Share(value);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"log [{Low}, {High}]{(OrZero ? " or 0" : "")}");
}
