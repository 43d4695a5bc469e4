namespace Search.Store;

/// <summary>An append expected another head: somebody else wrote to the journal, or an earlier append of one's own arrived after all.</summary>
public sealed class StaleHeadException : Exception
{
    /// <summary>An error without details.</summary>
    public StaleHeadException()
    {
    }

    /// <summary>An error with a sentence for the user.</summary>
    public StaleHeadException(string message) : base(message)
    {
    }

    /// <summary>An error with a sentence for the user and its cause.</summary>
    public StaleHeadException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
