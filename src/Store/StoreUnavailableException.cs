namespace Search.Store;

/// <summary>The store cannot write or read now (disk full, not writable, server out of reach); later it may.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>An error without details.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>An error with a sentence for the user.</summary>
    public StoreUnavailableException(string message) : base(message)
    {
    }

    /// <summary>An error with a sentence for the user and its cause.</summary>
    public StoreUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
