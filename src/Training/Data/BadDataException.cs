namespace Search.Training.Data;

/// <summary>The images cannot be used as they are. The message is one sentence for the person who owns them: what, where, the rule, the remedy.</summary>
/// <param name="message">The sentence.</param>
public sealed class BadDataException(string message) : Exception(message);
