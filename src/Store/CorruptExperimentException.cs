namespace Search.Store;

/// <summary>The data of one experiment are damaged; other experiments are not concerned.</summary>
public sealed class CorruptExperimentException : Exception
{
    /// <summary>An error without details.</summary>
    public CorruptExperimentException()
    {
    }

    /// <summary>An error with a sentence for the user.</summary>
    public CorruptExperimentException(string message) : base(message)
    {
    }

    /// <summary>An error with a sentence for the user and its cause.</summary>
    public CorruptExperimentException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
