namespace Search.Spaces;

/// <summary>The one encoding of configurations as points for all model-based samplers: columns of about equal size, one or several for each parameter.</summary>
/// <remarks>
/// Numbers and ordinals take one column in [0, 1], by their domain's own scale. A choice of two takes one column, 0 or 1; a larger one takes a column for each value, of which
/// one is 1/√2, so that any two values are one apart. Where a condition switches a parameter off, its columns hold the middle: absent parameters are alike.
/// Parameters with a single value have no column.
/// </remarks>
public sealed class SpaceEncoding
{
    private static readonly double Hot = Math.Sqrt(0.5);

    private readonly SearchSpace space;
    private readonly (int Parameter, int First, int Width)[] places;

    /// <summary>The encoding of a space.</summary>
    public SpaceEncoding(SearchSpace space)
    {
        this.space = space;
        var columns = new List<EncodingColumn>();
        var known = new List<(int, int, int)>();
        for (var i = 0; i < space.Dimensions; i++)
        {
            var domain = space.Parameters[i].Domain;
            if (domain.Count == 1 && space.Parameters[i].Refinements.Count == 0)
                continue;
            var width = domain is ChoiceDomain { Values.Count: > 2 } choice ? choice.Values.Count : 1;
            known.Add((i, columns.Count, width));
            for (var column = 0; column < width; column++)
                columns.Add(new EncodingColumn(i, domain is ChoiceDomain, width > 1 ? null : domain.Count));
        }
        (places, Columns) = ([.. known], columns);
    }

    /// <summary>What each column stands for.</summary>
    public IReadOnlyList<EncodingColumn> Columns { get; }

    /// <summary>The point of a configuration, one coordinate for each column.</summary>
    /// <remarks>A value outside its domain, as an earlier and wider space may have left, is placed outside [0, 1], but within [−1, 2]; an unknown choice or a text for a number counts as absent.</remarks>
    public double[] Encode(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var point = new double[Columns.Count];
        foreach (var (index, first, width) in places)
        {
            var parameter = space.Parameters[index];
            var isKnown = configuration.TryGet(parameter.Name, out var value) && IsKnown(parameter.Domain, value);
            if (width > 1)
            {
                if (isKnown)
                    point[first + ChoiceDomain.IndexOf(((ChoiceDomain)parameter.Domain).Values, value)] = Hot;
            }
            else if (!isKnown)
                point[first] = 0.5;
            else if (parameter.Domain is ChoiceDomain pair)
                point[first] = ChoiceDomain.IndexOf(pair.Values, value);
            else
                point[first] = Beyond(parameter.DomainFor(configuration).ToUnit(value));
        }
        return point;
    }

    private static bool IsKnown(Domain domain, ParameterValue value) => domain is ChoiceDomain or OrdinalDomain ? domain.Contains(value) : !value.IsText;

    /// <summary>A position near enough for models to bear: a logarithm of 0 would be infinitely far away, and one of less nowhere.</summary>
    private static double Beyond(double unit) => double.IsNaN(unit) ? -1 : Math.Clamp(unit, -1, 2);

    /// <summary>The configuration nearest to a point: rounded where values are finite, the largest column's choice, within all domains.</summary>
    /// <exception cref="ArgumentException">The point has another number of coordinates than there are columns.</exception>
    public Configuration Decode(ReadOnlySpan<double> point)
    {
        if (point.Length != Columns.Count)
            throw new ArgumentException($"The point has {point.Length} coordinates, but the encoding {Columns.Count} columns.", nameof(point));
        var unit = new double[space.Dimensions];
        Array.Fill(unit, 0.5);
        foreach (var (index, first, width) in places)
        {
            if (width == 1)
            {
                // A choice of two sits at its ends, everything else in the middle of its cells.
                unit[index] = Math.Clamp(point[first], 0, 1);
                continue;
            }
            var best = first;
            for (var column = first + 1; column < first + width; column++)
                if (point[column] > point[best])
                    best = column;
            unit[index] = (best - first + 0.5) / width;
        }
        return space.FromUnit(unit);
    }
}
