namespace Search.Experiments;

/// <summary>The owner's widening of a search's space.</summary>
/// <param name="FromTrial">Number of the first trial that may have been proposed from the wider space.</param>
/// <param name="Changes">What is different, one phrase for each parameter.</param>
public sealed record SpaceChange(int FromTrial, IReadOnlyList<string> Changes);
