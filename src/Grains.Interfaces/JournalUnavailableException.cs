namespace Search.Grains.Interfaces;

/// <summary>The experiment's journal cannot be written now: nothing was decided, the same call may be repeated later.</summary>
[GenerateSerializer, Alias("search.journal-unavailable")]
public sealed class JournalUnavailableException : Exception
{
    /// <summary>An error without details.</summary>
    public JournalUnavailableException()
    {
    }

    /// <summary>An error with a sentence.</summary>
    public JournalUnavailableException(string message) : base(message)
    {
    }

    /// <summary>An error with a sentence and its cause.</summary>
    public JournalUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
