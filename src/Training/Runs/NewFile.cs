namespace Search.Training.Runs;

/// <summary>Files that are there whole or not at all.</summary>
internal static class NewFile
{
    /// <summary>Writes to a temporary file beside the target, then gives it its name, replacing an older one.</summary>
    public static void Write(string path, Action<FileStream> write)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
                write(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
