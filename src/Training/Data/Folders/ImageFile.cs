namespace Search.Training.Data.Folders;

/// <summary>An image file as the folder shows it; equal when nothing hints at a change.</summary>
/// <param name="Name">Path relative to the data folder, '/' between parts.</param>
/// <param name="Length">Bytes; of a link its target's, −1 when that is missing.</param>
/// <param name="Changed">Time of the last change in ticks of UTC.</param>
internal readonly record struct ImageFile(string Name, long Length, long Changed);
