namespace Search.Training.Data;

/// <summary>How far the decoding of images is. Reported from several threads, at most once per some dozens of images.</summary>
/// <param name="Done">Images decoded or found unreadable so far.</param>
/// <param name="Total">All images to decode.</param>
public readonly record struct DataProgress(int Done, int Total);
