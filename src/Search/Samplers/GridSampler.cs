using Search.Spaces;

namespace Search.Samplers;

/// <summary>All combinations: every value of finite domains, evenly spaced points of continua. The first parameter varies slowest.</summary>
/// <remarks>Combinations that differ only in absent parameters are proposed once.</remarks>
public sealed class GridSampler : ISampler
{
    private readonly List<Configuration> points = [];

    /// <summary>A grid over the space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="resolution">Points along each continuum, ends included; at least 2.</param>
    /// <exception cref="ArgumentException">The grid would have more than a million points.</exception>
    public GridSampler(SearchSpace space, int resolution = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resolution, 2);
        var total = space.Parameters.Aggregate(1.0, (product, parameter) => product * (parameter.Domain.Count ?? resolution));
        if (total > 1e6)
            throw new ArgumentException($"The grid has {total:0} points, but at most 1000000 are allowed: give continuous parameters a step, or use the random sampler.", nameof(space));
        Expand(space, 0, Configuration.Empty, resolution);
    }

    /// <inheritdoc/>
    public long? Count => points.Count;

    /// <inheritdoc/>
    public Configuration Propose(int index, ulong seed) => points[index];

    private void Expand(SearchSpace space, int dimension, Configuration sofar, int resolution)
    {
        if (dimension == space.Dimensions)
        {
            points.Add(sofar);
            return;
        }
        var parameter = space.Parameters[dimension];
        if (!parameter.IsPresent(sofar))
        {
            Expand(space, dimension + 1, sofar, resolution);
            return;
        }
        var domain = parameter.DomainFor(sofar);
        var count = domain.Count ?? resolution;
        for (var i = 0; i < count; i++)
        {
            var value = domain.Count is null ? domain.FromUnit(i / (count - 1.0)) : domain.ValueAt(i);
            Expand(space, dimension + 1, sofar.With(parameter.Name, value), resolution);
        }
    }
}
