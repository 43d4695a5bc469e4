namespace Search.Simulation.Functions;

/// <summary>The test functions by name. A new one is one file and one line here.</summary>
public static class TestFunctions
{
    private static readonly Dictionary<string, Func<ulong, TestFunction>> Known = new(StringComparer.Ordinal)
    {
        ["branin"] = instance => new Branin(instance),
        ["hartmann6"] = instance => new HartmannSix("hartmann6", instance),
        ["rosenbrock4"] = instance => new Rosenbrock(instance),
        ["ackley10"] = instance => new Ackley(instance),
        ["mixed"] = instance => new MixedConditional(instance),
        ["noisy"] = instance => new HartmannSix("noisy", instance, noise: 0.2),
        ["sphere"] = instance => new Sphere(instance),
    };

    /// <summary>The registered names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys];

    /// <summary>Creates an instance of a function.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="instance">Seeds shift and rotation; 0 for the textbook's function.</param>
    /// <exception cref="ArgumentException">The name is not known.</exception>
    public static TestFunction Create(string name, ulong instance = 0) => Known.TryGetValue(name, out var create)
        ? create(instance)
        : throw new ArgumentException($"There is no function \"{name}\"; known are {string.Join(", ", Names)}.", nameof(name));
}
