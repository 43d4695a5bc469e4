using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Changes the hyperparameters of a network that is already trained in part: those that can change without changing the network.</summary>
/// <remarks>
/// Numbers of the training can: rates, decay, dropout, augmentation, batch size. Choices cannot (another optimizer has another state), nor can anything of the model: the
/// weights would not fit. Parameters outside the space stay as they are.
/// </remarks>
internal sealed class Perturbation(SearchSpace space)
{
    private const int Draws = 32;

    /// <summary>The parameters of a configuration that may change, in the space's order.</summary>
    public IEnumerable<Parameter> Tunable(Configuration configuration) => space.Parameters.Where(parameter =>
        configuration.TryGet(parameter.Name, out var value) && value.IsNumber
        && parameter.DomainFor(configuration) is not (ConstantDomain or ChoiceDomain)
        && parameter.Name != "model" && !parameter.Name.StartsWith("model.", StringComparison.Ordinal));

    /// <summary>The paper's explore step: each number is drawn anew with some odds, else multiplied by 0.8 or 1.2; kept within its domain and the constraints.</summary>
    /// <param name="configuration">The parent's.</param>
    /// <param name="resampleOdds">Odds that a number is drawn anew.</param>
    /// <param name="random">Draws.</param>
    public Configuration Perturb(Configuration configuration, double resampleOdds, Random random)
    {
        for (var draw = 0; draw < Draws; draw++)
        {
            var changed = configuration;
            foreach (var parameter in Tunable(configuration))
            {
                var domain = parameter.DomainFor(configuration);
                var value = configuration[parameter.Name];
                changed = changed.With(parameter.Name, random.NextDouble() < resampleOdds ? domain.FromUnit(random.NextDouble()) : Scaled(domain, value, random.Next(2) == 0 ? 0.8 : 1.2));
            }
            if (Fits(changed))
                return changed;
        }
        return configuration; // nothing near it is allowed
    }

    /// <summary>The configuration with its tunable numbers at a point of the unit cube, or null when that breaks a constraint.</summary>
    public Configuration? At(Configuration configuration, IReadOnlyList<double> point)
    {
        var (changed, i) = (configuration, 0);
        foreach (var parameter in Tunable(configuration))
            changed = changed.With(parameter.Name, parameter.DomainFor(configuration).FromUnit(point[i++]));
        return Fits(changed) ? changed : null;
    }

    /// <summary>Where a configuration's tunable numbers lie in the unit cube.</summary>
    public double[] Point(Configuration configuration) => [.. Tunable(configuration).Select(parameter => parameter.DomainFor(configuration).ToUnit(configuration[parameter.Name]))];

    /// <summary>A condition may hang on a number, too: what is then present or absent must stay so, for the network's sake.</summary>
    private bool Fits(Configuration configuration) => space.Allows(configuration) && !space.Errors(space.Part(configuration)).Any();

    private static ParameterValue Scaled(Domain domain, ParameterValue value, double factor)
    {
        if (domain is OrdinalDomain)
        {
            var count = domain.Count!.Value;
            var index = Enumerable.Range(0, (int)count).First(at => domain.ValueAt(at) == value);
            return domain.ValueAt(Math.Clamp(index + (factor > 1 ? 1 : -1), 0, count - 1));
        }
        // Off stays off: it has no neighbour by multiplication.
        if (value.Number == 0)
            return value;
        var (least, most) = (domain.FromUnit(0).Number, domain.FromUnit(1).Number);
        if (domain is LogDomain { OrZero: true } log)
            least = log.Low;
        return domain.FromUnit(domain.ToUnit(Math.Clamp(value.Number * factor, least, most)));
    }
}
