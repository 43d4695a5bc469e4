namespace Search.Specs.Names;

/// <summary>A family of models and the settings it has; the setting <c>width</c> becomes the parameter <c>model.width</c>.</summary>
internal sealed record ModelFamily(string Name, IReadOnlyList<ParameterRule> Settings);
