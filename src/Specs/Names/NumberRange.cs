using System.Globalization;

namespace Search.Specs.Names;

/// <summary>The numbers a value may be; infinite ends are no limits.</summary>
internal sealed record NumberRange(double Low = double.NegativeInfinity, double High = double.PositiveInfinity)
{
    /// <summary>True when <see cref="Low"/> itself is not allowed.</summary>
    public bool Above { get; init; }

    /// <summary>True when <see cref="High"/> itself is not allowed.</summary>
    public bool Below { get; init; }

    public bool Contains(double value) =>
        double.IsFinite(value) && (Above ? value > Low : value >= Low) && (Below ? value < High : value <= High);

    /// <summary>As in "must be …".</summary>
    public override string ToString()
    {
        var low = double.IsInfinity(Low) ? null : string.Create(CultureInfo.InvariantCulture, $"{(Above ? "above" : "at least")} {Low}");
        var high = double.IsInfinity(High) ? null : string.Create(CultureInfo.InvariantCulture, $"{(Below ? "below" : "at most")} {High}");
        return low is null ? high ?? "finite" : high is null ? low : $"{low} and {high}";
    }
}
