using Search.Randomness;
using Search.Spaces;

namespace Search.Samplers.Evolution;

/// <summary>Makes configurations out of others, over spaces of all kinds: what is kept stays exactly as it was, and what a change switches on is drawn at random.</summary>
internal sealed class Variation(SearchSpace space)
{
    private const double CrossSpread = 15, MutationSpread = 20;

    /// <summary>A copy in which one parameter has another value: a neighbouring one, by steps of all sizes, or any other choice.</summary>
    public Configuration Mutated(Configuration parent, SearchRandom random)
    {
        string[] names = [.. space.Parameters.Where(parameter => parent.Has(parameter.Name) && parameter.DomainFor(parent).Count != 1).Select(parameter => parameter.Name)];
        if (names.Length == 0)
            return Build(parent, random, (_, _, value) => value);
        var changed = names[random.Next(names.Length)];
        // From half of the range to a two-hundredth: coarse steps find the place, fine ones the point.
        var reach = Math.Pow(10, -0.3 - 2 * random.NextDouble());
        return Build(parent, random, (parameter, domain, value) => parameter.Name != changed ? value
            : domain is ChoiceDomain choice ? Other(choice, value, random)
            : Moved(domain, value, reach * random.NextNormal()));
    }

    /// <summary>A child of two parents: simulated binary crossover of numbers, either parent's choice; then polynomial mutation of one parameter on average.</summary>
    /// <remarks>Deb and Agrawal (Complex Systems 1995), with η = 15 and a probability of 0.9; Deb and Goyal (1996), with η = 20. In the unit interval of each domain.</remarks>
    public Configuration Child(Configuration mother, Configuration father, SearchRandom random)
    {
        var crosses = random.NextDouble() < 0.9;
        var mutation = 1.0 / Math.Max(1, mother.Count);
        return Build(mother, random, (parameter, domain, value) =>
        {
            var other = father.TryGet(parameter.Name, out var theirs) && domain.Contains(theirs) ? theirs : value;
            if (domain is ChoiceDomain choice)
            {
                var taken = crosses && random.NextDouble() < 0.5 ? other : value;
                return random.NextDouble() < mutation ? Other(choice, taken, random) : taken;
            }
            if (crosses && other != value && random.NextDouble() < 0.5)
            {
                var u = random.NextDouble();
                var spread = u < 0.5 ? Math.Pow(2 * u, 1 / (CrossSpread + 1)) : Math.Pow(1 / (2 * (1 - u)), 1 / (CrossSpread + 1));
                var (a, b) = (domain.ToUnit(value), domain.ToUnit(other));
                var side = random.NextDouble() < 0.5 ? 1 : -1;
                value = domain.FromUnit(0.5 * (a + b + side * spread * (b - a)));
            }
            if (random.NextDouble() >= mutation)
                return value;
            var v = random.NextDouble();
            return Moved(domain, value, v < 0.5 ? Math.Pow(2 * v, 1 / (MutationSpread + 1)) - 1 : 1 - Math.Pow(2 * (1 - v), 1 / (MutationSpread + 1)));
        });
    }

    private Configuration Build(Configuration parent, SearchRandom random, Func<Parameter, Domain, ParameterValue, ParameterValue> change)
    {
        var configuration = Configuration.Empty;
        foreach (var parameter in space.Parameters)
        {
            // Drawn whether it is needed or not, so that what follows does not depend on it.
            var fresh = random.NextDouble();
            if (!parameter.IsPresent(configuration))
                continue;
            var domain = parameter.DomainFor(configuration);
            configuration = configuration.With(parameter.Name, parent.TryGet(parameter.Name, out var value) && domain.Contains(value) ? change(parameter, domain, value) : domain.FromUnit(fresh));
        }
        return configuration;
    }

    private static ParameterValue Other(ChoiceDomain choice, ParameterValue value, SearchRandom random)
    {
        if (choice.Values.Count == 1)
            return value;
        var index = random.Next(choice.Values.Count - 1);
        return choice.Values[index >= ChoiceDomain.IndexOf(choice.Values, value) ? index + 1 : index];
    }

    /// <summary>The value at some distance in the unit interval, reflected at its ends; at least the next one where values are finite.</summary>
    private static ParameterValue Moved(Domain domain, ParameterValue value, double distance)
    {
        var (low, high) = domain.Share(value);
        var from = Math.Clamp(domain.ToUnit(value), 0, 1);
        var to = from + distance;
        to = Math.Clamp(to < 0 ? -to : to > 1 ? 2 - to : to, 0, 1);
        var moved = domain.FromUnit(to);
        if (high <= low || moved != value)
            return moved;
        var up = distance > 0 ? high < 1 - 1e-9 : low <= 1e-9;
        return domain.FromUnit(up ? high + 1e-9 : low - 1e-9);
    }
}
