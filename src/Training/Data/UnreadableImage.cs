namespace Search.Training.Data;

/// <summary>An image that was left out.</summary>
/// <param name="Name">Path relative to the data folder, '/' between parts.</param>
/// <param name="Reason">Why, as the end of a sentence that begins with the name: "is empty (0 bytes)".</param>
public sealed record UnreadableImage(string Name, string Reason);
