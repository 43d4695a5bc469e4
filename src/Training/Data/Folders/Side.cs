namespace Search.Training.Data.Folders;

/// <summary>Where an image was found.</summary>
internal enum Side
{
    /// <summary><c>train/&lt;class&gt;/</c></summary>
    Train,

    /// <summary><c>valid/&lt;class&gt;/</c></summary>
    Valid,

    /// <summary><c>test/&lt;class&gt;/</c></summary>
    Test,

    /// <summary>Directly in <c>test/</c>: to be predicted, without a label.</summary>
    Unlabelled,
}
