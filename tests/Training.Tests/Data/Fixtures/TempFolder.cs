namespace Search.Training.Tests.Data.Fixtures;

/// <summary>A folder of its own for one test, removed at its end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("search-test-").FullName;

    public string Data => Of("data");

    public string Cache => Of("cache");

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file below the data folder and returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Data, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Writes <paramref name="count"/> distinct 8 × 8 pictures into one folder below the data folder.</summary>
    public void WriteMany(string folder, int count, int salt = 0)
    {
        for (var i = 0; i < count; i++)
            Write($"{folder}/{i:D4}.png", Pictures.Distinct($"{folder}/{salt}/{i}"));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
