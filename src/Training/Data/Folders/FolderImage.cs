namespace Search.Training.Data.Folders;

/// <summary>An image file with what its place says about it.</summary>
/// <param name="File">The file.</param>
/// <param name="Side">The side it lies on.</param>
/// <param name="Label">Index of its class; −1 where it has none.</param>
internal readonly record struct FolderImage(ImageFile File, Side Side, int Label);
