using Search.Spaces;

namespace Search.Simulation;

/// <summary>An objective that knows the best there is.</summary>
public interface IRegret
{
    /// <summary>How far a configuration is from the best: 0 for the best itself, never negative.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="observed">The value at which it was observed, with the user's sign; used where the truth behind it is not known.</param>
    /// <param name="seed">The search's seed.</param>
    double Regret(Configuration configuration, double observed, ulong seed);
}
