using System.Collections.Concurrent;
using System.Text.Json;

namespace Search.Bench.Optuna;

/// <summary>Results on the disk, a JSON object a line: what is there is not run again.</summary>
internal sealed class ResultFile<T> where T : IKeyed
{
    private readonly string path;
    private readonly ConcurrentDictionary<string, T> known = new(StringComparer.Ordinal);
    private readonly Lock writing = new();

    public ResultFile(string path)
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (File.Exists(path))
            foreach (var line in File.ReadLines(path))
                if (JsonSerializer.Deserialize<T>(line) is { } result)
                    known[result.Key] = result;
    }

    public bool Has(string key) => known.ContainsKey(key);

    public T this[string key] => known[key];

    public void Add(T result)
    {
        lock (writing)
            File.AppendAllText(path, JsonSerializer.Serialize(result) + "\n");
        known[result.Key] = result;
    }
}

internal interface IKeyed
{
    string Key { get; }
}
