using Search.Training.Data.Folders;

namespace Search.Training.Data.Caching;

/// <summary>What a cache knows about one file.</summary>
/// <param name="File">The file as it was when decoded.</param>
/// <param name="PixelHash">Hash of the decoded pixels; 0 when there are none.</param>
/// <param name="Failure">Why it has no pixels; null when it has.</param>
internal readonly record struct CachedImage(ImageFile File, UInt128 PixelHash, Decoding.DecodeFailure? Failure);
