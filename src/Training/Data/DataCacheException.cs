namespace Search.Training.Data;

/// <summary>The cache of decoded images cannot be written or read: a full or unwritable disk, not a fault of the images. Trying again later may succeed.</summary>
/// <param name="message">A sentence for the user, with the folder and the remedy.</param>
/// <param name="cause">What the file system said; null where nothing was tried yet.</param>
public sealed class DataCacheException(string message, Exception? cause) : IOException(message, cause);
