using Search.Objectives;

namespace Search.Training.Loop;

/// <summary>Names what an exception means for the trial.</summary>
internal static class Failures
{
    private static readonly string[] MemoryWords = ["out of memory", "can't allocate memory", "not enough memory", "bad_alloc"];

    /// <summary>The failure that an exception amounts to.</summary>
    public static RunFailed From(Exception error) => error switch
    {
        _ when IsOutOfMemory(error) => new(FailureKind.OutOfMemory,
            $"The device's memory did not suffice: {FirstLine(error)}. Take a smaller batchSize or model.width, or fewer slots."),
        InvalidDataException => new(FailureKind.BadData, error.Message),
        IOException or UnauthorizedAccessException => new(FailureKind.Storage,
            $"The run's files could not be written: {FirstLine(error)}. Free some space or make the folder writable, then resume."),
        ArgumentException => new(FailureKind.Crashed, $"The configuration cannot be trained: {error.Message}"),
        _ => new(FailureKind.Crashed, $"The training ended with an unexpected error: {error.GetType().Name}: {FirstLine(error)}{Place(error)}."),
    };

    private static bool IsOutOfMemory(Exception error) =>
        error is OutOfMemoryException || MemoryWords.Any(words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd('.', '\r');

    private static string Place(Exception error) =>
        error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Search.Training", StringComparison.Ordinal)) is { } line
            ? $" ({line.Trim()})"
            : "";
}
