namespace Search.Training.Data.Decoding;

/// <summary>Why one image could not be decoded.</summary>
/// <param name="Reason">The end of a sentence that begins with the image's name.</param>
/// <param name="MayRecover">True when the file could not be opened or read, which may change without the file's size and time changing.</param>
internal sealed record DecodeFailure(string Reason, bool MayRecover);
