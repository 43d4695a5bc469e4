using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>The values a parameter may take, with one encoding to the unit interval that all samplers share.</summary>
/// <remarks>A new kind of domain is one derived file and one line here, by which files and the journal know it.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(UniformDomain), "uniform")]
[JsonDerivedType(typeof(LogDomain), "log")]
[JsonDerivedType(typeof(ReverseLogDomain), "reverseLog")]
[JsonDerivedType(typeof(IntDomain), "int")]
[JsonDerivedType(typeof(LogIntDomain), "logInt")]
[JsonDerivedType(typeof(ChoiceDomain), "choice")]
[JsonDerivedType(typeof(OrdinalDomain), "ordinal")]
[JsonDerivedType(typeof(ConstantDomain), "constant")]
public abstract record Domain
{
    private const int MostListed = 10_000;

    /// <summary>How many different values there are; null for a continuum.</summary>
    [JsonIgnore]
    public abstract long? Count { get; }

    /// <summary>The value at <paramref name="unit"/> in [0, 1]; out-of-range input is clamped. Equal widths are equally likely.</summary>
    public abstract ParameterValue FromUnit(double unit);

    /// <summary>The position in [0, 1] of a value that the domain contains; the inverse of <see cref="FromUnit"/>.</summary>
    public abstract double ToUnit(ParameterValue value);

    /// <summary>The value of an index in 0 … <see cref="Count"/> − 1: each of a finite domain's values once, in their order.</summary>
    /// <exception cref="InvalidOperationException">The domain is a continuum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    public ParameterValue ValueAt(long index)
    {
        var count = Count ?? throw new InvalidOperationException($"{this} is a continuum: it has no list of values.");
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return Listed(index, count);
    }

    /// <summary>True when the value is one of the domain's.</summary>
    public abstract bool Contains(ParameterValue value);

    /// <summary>True when every value of the other domain is one of this one's.</summary>
    /// <remarks>Up to ten thousand values are compared one by one. Of longer lists and of continua the ends are, and a domain with gaps includes none of them but itself.</remarks>
    public bool Includes(Domain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Equals(other))
            return true;
        if (other.Count is { } count and <= MostListed)
            return Enumerable.Range(0, (int)count).All(index => Contains(other.ValueAt(index)));
        var isGapless = Count is null || (this is LogIntDomain or IntDomain { Step: 1 } && other is LogIntDomain or IntDomain);
        ParameterValue[] outermost = other is LogDomain log ? [.. log.OrZero ? (ParameterValue[])[0.0] : [], log.Low, log.High] : [other.FromUnit(0), other.FromUnit(1)];
        return isGapless && outermost.All(Contains);
    }

    /// <summary>What is wrong with the domain, in the words of a sweep file; empty when nothing is.</summary>
    public abstract IEnumerable<string> Errors();

    /// <summary>The domain as a sweep file writes it, such as <c>log [1E-05, 0.1]</c>.</summary>
    public abstract override string ToString();

    /// <summary>The value of an index that is known to lie in 0 … count − 1; to be overridden where values have unequal shares of the unit interval.</summary>
    private protected virtual ParameterValue Listed(long index, long count) => FromUnit((index + 0.5) / count);

    /// <summary>The part of the unit interval that <see cref="FromUnit"/> turns into a value of the domain; a single point for a value of a continuum.</summary>
    internal virtual (double Low, double High) Share(ParameterValue value)
    {
        var unit = ToUnit(value);
        return Count is { } count ? (unit - 0.5 / count, unit + 0.5 / count) : (unit, unit);
    }

    /// <summary>Index in 0 … count − 1 of the cell that <paramref name="unit"/> falls in.</summary>
    private protected static long Cell(double unit, long count) => Math.Clamp((long)Math.Floor(unit * count), 0, count - 1);

    private protected static IEnumerable<string> RangeErrors(string kind, double low, double high, double? step)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
            yield return $"{kind} [{low}, {high}] must have finite ends.";
        else if (low > high)
            yield return $"{kind} [{low}, {high}] is empty: write the smaller end first.";
        if (step is { } width && !(width > 0 && double.IsFinite(width)))
            yield return $"step is {width}, but must be greater than 0.";
        // Of 0.3 − 0.1 the machine makes a little less than 0.2: one step over the whole range is still one.
        else if (step > (high - low) * (1 + 1e-9) && high > low)
            yield return $"step is {step}, but the range [{low}, {high}] is only {high - low} wide: lower step or widen the range.";
    }
}
