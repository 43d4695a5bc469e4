namespace Search.Client.Experiments;

/// <summary>A hyperparameter of the winners that is not the same in both experiments.</summary>
/// <param name="Key">Its name.</param>
/// <param name="First">The first's value; null where it is absent.</param>
/// <param name="Second">The second's value; null where it is absent.</param>
internal sealed record Difference(string Key, string? First, string? Second);
