namespace Search.Walls.Tests;

/// <summary>What one product assembly may refer to: full names, or beginnings of names that end with a dot and a star.</summary>
/// <param name="Assembly">The assembly's file name without its ending.</param>
/// <param name="Allowed">Beside the base class library.</param>
public sealed record Wall(string Assembly, params string[] Allowed)
{
    /// <summary>The references that the wall forbids.</summary>
    /// <param name="references">Names of the assemblies referred to.</param>
    /// <param name="baseLibrary">Names of the base class library's assemblies.</param>
    public IEnumerable<string> Breaches(IEnumerable<string> references, IReadOnlySet<string> baseLibrary) =>
        references.Where(name => !baseLibrary.Contains(name) && !Allowed.Any(allowed => Matches(allowed, name)));

    private static bool Matches(string allowed, string name) => allowed.EndsWith(".*", StringComparison.Ordinal)
        ? name == allowed[..^2] || name.StartsWith(allowed[..^1], StringComparison.Ordinal)
        : name == allowed;
}
