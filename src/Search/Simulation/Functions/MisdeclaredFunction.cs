using Search.Spaces;

namespace Search.Simulation.Functions;

/// <summary>A function whose continuous parameters are declared on another scale than they act on, as when someone writes <c>uniform</c> for a learning rate.</summary>
/// <remarks>A position u of the declared range acts as u to a power would in the function itself: a power below 1 crowds what matters near the lower end, one above 1 near the upper.</remarks>
/// <param name="function">The function.</param>
/// <param name="power">The power, above 0.</param>
public sealed class MisdeclaredFunction(TestFunction function, double power) : TestFunction(function.Name, function.Instance, function.Space)
{
    /// <inheritdoc/>
    public override double Minimum => function.Minimum;

    /// <inheritdoc/>
    public override Configuration Optimum => Moved(function.Optimum, 1 / power);

    /// <inheritdoc/>
    public override double Noise => function.Noise;

    /// <inheritdoc/>
    public override double Value(Configuration configuration) => function.Value(Moved(configuration, power));

    private Configuration Moved(Configuration configuration, double by)
    {
        foreach (var parameter in Space.Parameters)
            if (parameter.Domain is { Count: null } domain && configuration.TryGet(parameter.Name, out var value))
                configuration = configuration.With(parameter.Name, domain.FromUnit(Math.Pow(domain.ToUnit(value), by)));
        return configuration;
    }
}
