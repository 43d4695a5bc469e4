using Search.Specs.Yaml;

namespace Search.Specs;

/// <summary>Gathers what is wrong, so that the author learns it all at once.</summary>
internal sealed class ErrorList
{
    private readonly List<SweepError> errors = [];

    public bool Any => errors.Count > 0;

    public void Add(Place place, string message) =>
        errors.Add(new SweepError(place.Line, place.Override is { } setting ? $"--set {setting}: {message}" : message));

    /// <summary>Each once, by line; what has no line comes last.</summary>
    public IReadOnlyList<SweepError> InOrder() => [.. errors.Distinct().OrderBy(error => error.Line ?? int.MaxValue)];
}
