using Search.Randomness;
using Search.Spaces;

namespace Search.Simulation.Functions;

/// <summary>A function with a known minimum, to try searches on: costs nothing, tells exactly how far a search still is.</summary>
/// <remarks>
/// Every function comes in <em>instances</em>: instance 0 is the textbook's, any other number seeds a random shift of the optimum (which stays inside the space)
/// and, for the continuous ones, a random rotation around it, so that no search can profit from knowing the textbook. Pure and thread-safe.
/// </remarks>
public abstract class TestFunction
{
    private protected TestFunction(string name, ulong instance, SearchSpace space) => (Name, Instance, Space) = (name, instance, space);

    /// <summary>The name in <see cref="TestFunctions"/>.</summary>
    public string Name { get; }

    /// <summary>Seeds shift and rotation; 0 for neither.</summary>
    public ulong Instance { get; }

    /// <summary>Where it is defined.</summary>
    public SearchSpace Space { get; }

    /// <summary>The least value there is, without noise.</summary>
    public abstract double Minimum { get; }

    /// <summary>A configuration whose value is <see cref="Minimum"/>.</summary>
    public abstract Configuration Optimum { get; }

    /// <summary>Standard deviation of the noise on observed values; 0 for none.</summary>
    public virtual double Noise => 0;

    /// <summary>The value without noise; smaller is better.</summary>
    /// <exception cref="KeyNotFoundException">The configuration lacks a parameter.</exception>
    public abstract double Value(Configuration configuration);

    /// <summary>The value as a search observes it: the same configuration under the same seed gives the same noise.</summary>
    public double Observe(Configuration configuration, ulong seed) => Noise == 0
        ? Value(configuration)
        : Value(configuration) + Noise * new SearchRandom(Seeds.Derive(seed, $"noise {configuration}")).NextNormal();
}
