using Search.Randomness;
using Search.Spaces;

namespace Search.Simulation.Functions;

/// <summary>A function of the kind that training has: three families with parameters of their own, whole and ordered ones, scales in decades, and one interaction.</summary>
/// <remarks>
/// Within each family a sum of terms that are nowhere negative and all 0 at the family's own optimum, which is drawn for each instance; one family, drawn too, is better
/// by 0.25 and 0.5 than the others at their optima. So the minimum is 0 and the optimum has whole values where they must be.
/// </remarks>
public sealed class MixedConditional : TestFunction
{
    private static readonly string[] Families = ["tree", "kernel", "network"];

    private static readonly SearchSpace Mixed = new()
    {
        Parameters =
        [
            new Parameter { Name = "family", Domain = new ChoiceDomain([.. Families.Select(family => (ParameterValue)family)]) },
            new Parameter { Name = "rate", Domain = new LogDomain(1e-5, 1) },
            new Parameter { Name = "units", Domain = new LogIntDomain(8, 512) },
            new Parameter { Name = "layers", Domain = new IntDomain(1, 6) },
            new Parameter { Name = "depth", Domain = new IntDomain(2, 12), When = [new Condition("family", ["tree"])] },
            new Parameter { Name = "gamma", Domain = new LogDomain(1e-4, 10), When = [new Condition("family", ["kernel"])] },
            new Parameter { Name = "batch", Domain = new OrdinalDomain([16, 32, 64, 128]), When = [new Condition("family", ["network"])] },
            new Parameter { Name = "dropout", Domain = new UniformDomain(0, 0.8), When = [new Condition("family", ["network"])] },
        ],
    };

    private readonly Dictionary<string, (double Offset, Configuration Optimum)> families = new(StringComparer.Ordinal);

    /// <summary>An instance; 0 has optima in the middle of all domains.</summary>
    public MixedConditional(ulong instance = 0) : base("mixed", instance, Mixed)
    {
        var random = new SearchRandom(Seeds.Derive(instance, "function mixed"));
        var best = instance == 0 ? 2 : random.Next(Families.Length);
        for (var i = 0; i < Families.Length; i++)
        {
            double[] point = [.. Mixed.Parameters.Select(_ => instance == 0 ? 0.5 : 0.1 + 0.8 * random.NextDouble())];
            families[Families[i]] = (0.25 * ((i - best + Families.Length) % Families.Length), Mixed.FromUnit(point, Configuration.Empty.With("family", Families[i])));
        }
        Optimum = families[Families[best]].Optimum;
    }

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override Configuration Optimum { get; }

    /// <inheritdoc/>
    public override double Value(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (offset, optimum) = families[configuration["family"].Text];
        double Away(string name) => Space.Find(name)!.Domain is var domain ? domain.ToUnit(configuration[name]) - domain.ToUnit(optimum[name]) : 0;
        double Square(string name, double weight) => optimum.Has(name) ? weight * Away(name) * Away(name) : 0;
        // More units want a lower rate, as larger batches and networks do in reality.
        var rate = Away("rate") + 0.4 * Away("units");
        return offset + 4 * rate * rate + 0.1 * (1 - Math.Cos(6 * Math.PI * rate)) + Square("units", 1) + Square("layers", 0.5)
            + Square("depth", 2) + Square("gamma", 3) + Square("batch", 0.5) + Square("dropout", 2);
    }
}
