using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>All parameters of a search, deciding ones before those that depend on them.</summary>
public sealed record SearchSpace
{
    /// <summary>The dimensions, in an order in which a condition only looks back.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>What configurations must satisfy beyond their domains; checked before a trial is spent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Constraint>? Constraints { get; init; }

    /// <summary>Number of dimensions of the unit cube; every parameter has one, present or not.</summary>
    [JsonIgnore]
    public int Dimensions => Parameters.Count;

    /// <summary>The parameter of that name, or null.</summary>
    public Parameter? Find(string name) => Parameters.FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>The configuration at a point of the unit cube; coordinates of absent parameters are ignored.</summary>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the space.</exception>
    public Configuration FromUnit(IReadOnlyList<double> point) => FromUnit(point, Configuration.Empty);

    /// <summary>As <see cref="FromUnit(IReadOnlyList{double})"/>, but parameters that <paramref name="given"/> holds have its values where they are present.</summary>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the space.</exception>
    public Configuration FromUnit(IReadOnlyList<double> point, Configuration given)
    {
        if (point.Count != Dimensions)
            throw new ArgumentException($"The point has {point.Count} coordinates, but the space {Dimensions} dimensions.", nameof(point));
        var configuration = Configuration.Empty;
        for (var i = 0; i < Dimensions; i++)
            if (Parameters[i].IsPresent(configuration))
            {
                var value = given.TryGet(Parameters[i].Name, out var fixedValue) ? fixedValue : Parameters[i].DomainFor(configuration).FromUnit(point[i]);
                configuration = configuration.With(Parameters[i].Name, value);
            }
        return configuration;
    }

    /// <summary>True when the configuration breaks no constraint.</summary>
    public bool Allows(Configuration configuration) => Constraints is null || Constraints.All(constraint => constraint.Holds(configuration));

    /// <summary>The configuration without parameters that are not this space's.</summary>
    public Configuration Part(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.All(pair => Find(pair.Key) is not null) ? configuration : new Configuration(configuration.Where(pair => Find(pair.Key) is not null));
    }

    /// <summary>The point of a configuration; null coordinates for absent parameters.</summary>
    public double?[] ToUnit(Configuration configuration) =>
        [.. Parameters.Select(parameter => configuration.TryGet(parameter.Name, out var value) ? parameter.DomainFor(configuration).ToUnit(value) : (double?)null)];

    /// <summary>The space with one parameter exchanged, or added at the end.</summary>
    public SearchSpace With(Parameter parameter) => Find(parameter.Name) is null
        ? this with { Parameters = [.. Parameters, parameter] }
        : this with { Parameters = [.. Parameters.Select(old => old.Name == parameter.Name ? parameter : old)] };

    /// <summary>The space with a parameter fixed at a value; its conditions stay.</summary>
    public SearchSpace Fix(string name, ParameterValue value) =>
        With(new Parameter { Name = name, Domain = new ConstantDomain(value), When = Find(name)?.When ?? [] });

    /// <summary>What is wrong with the space, in the words of a sweep file; empty when nothing is.</summary>
    public IEnumerable<string> Errors()
    {
        var known = new Dictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (var parameter in Parameters)
        {
            foreach (var error in parameter.Domain.Errors())
                yield return $"{parameter.Name}: {error}";
            foreach (var condition in parameter.When)
            {
                if (!known.TryGetValue(condition.Parameter, out var deciding))
                    yield return $"{parameter.Name}: when names \"{condition.Parameter}\", which is not a parameter decided before it; known are {string.Join(", ", known.Keys)}.";
                else if (condition.Values.FirstOrDefault(value => !deciding.Domain.Contains(value)) is var impossible && condition.Values.Any(value => !deciding.Domain.Contains(value)))
                    yield return $"{parameter.Name}: when {condition.Parameter} is {impossible}, but {condition.Parameter} is {deciding.Domain}: it can never hold.";
            }
            if (!known.TryAdd(parameter.Name, parameter))
                yield return $"{parameter.Name} is given twice: give it once.";
        }
        foreach (var error in ConstraintErrors())
            yield return error;
    }

    private IEnumerable<string> ConstraintErrors()
    {
        foreach (var constraint in Constraints ?? [])
            foreach (var name in constraint.Parameters.Where(name => Find(name) is null))
                yield return $"constraint \"{constraint}\" names \"{name}\", which is not a parameter; known are {string.Join(", ", Parameters.Select(parameter => parameter.Name))}.";
    }

    /// <summary>Why a configuration is not one of the space's; empty when it is.</summary>
    public IEnumerable<string> Errors(Configuration configuration)
    {
        foreach (var parameter in Parameters)
        {
            var present = parameter.IsPresent(configuration);
            if (present && !configuration.Has(parameter.Name))
                yield return $"{parameter.Name} is missing.";
            else if (!present && configuration.Has(parameter.Name))
                yield return $"{parameter.Name} has no meaning here: it is present only when {string.Join(" and ", parameter.When)}.";
            else if (present && !parameter.DomainFor(configuration).Contains(configuration[parameter.Name]))
                yield return $"{parameter.Name} is {configuration[parameter.Name]}, but must be in {parameter.DomainFor(configuration)}.";
        }
        foreach (var constraint in Constraints ?? [])
            if (!constraint.Holds(configuration))
                yield return $"{configuration} breaks the constraint \"{constraint}\".";
        foreach (var (name, _) in configuration)
            if (Find(name) is null)
                yield return $"{name} is not a parameter; known are {string.Join(", ", Parameters.Select(parameter => parameter.Name))}.";
    }
}
