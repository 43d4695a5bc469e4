namespace Search.Training.Data.Caching;

/// <summary>A complete cache of one state of a data folder.</summary>
/// <param name="PixelFile">Rows of [3, size, size] bytes, one for each readable image of the index.</param>
/// <param name="Index">The table of its images.</param>
internal sealed record CacheEntry(string PixelFile, CacheIndex Index);
