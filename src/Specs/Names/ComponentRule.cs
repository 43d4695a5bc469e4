namespace Search.Specs.Names;

/// <summary>A sampler or scheduler and its settings.</summary>
internal sealed record ComponentRule(string Name, IReadOnlyList<ParameterRule> Settings);
