namespace Search.Experiments;

/// <summary>A sampler or scheduler by its registered name, with its numeric settings.</summary>
/// <param name="Name">The registered name, or <c>auto</c>.</param>
public sealed record ComponentSpec(string Name)
{
    /// <summary>Settings by name, such as <c>minEpochs</c>; those left out have their defaults.</summary>
    public IReadOnlyDictionary<string, double> Settings { get; init; } = new Dictionary<string, double>();
}
