namespace Search.Spaces;

/// <summary>A narrower domain for one part of the space.</summary>
/// <param name="When">The part: all conditions must hold.</param>
/// <param name="Domain">The domain there.</param>
public sealed record Refinement(IReadOnlyList<Condition> When, Domain Domain);
