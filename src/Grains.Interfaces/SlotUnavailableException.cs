namespace Search.Grains.Interfaces;

/// <summary>A trial's silo is not there (any more), or not in the generation its key names.</summary>
[GenerateSerializer, Alias("search.slot-unavailable")]
public sealed class SlotUnavailableException : Exception
{
    /// <summary>An error without details.</summary>
    public SlotUnavailableException()
    {
    }

    /// <summary>An error with a sentence.</summary>
    public SlotUnavailableException(string message) : base(message)
    {
    }

    /// <summary>An error with a sentence and its cause.</summary>
    public SlotUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
