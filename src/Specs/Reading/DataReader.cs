using Search.Experiments;
using Search.Specs.Keys;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>data</c>; its relative paths begin at the sweep file's folder.</summary>
internal sealed class DataReader(string folder, ErrorList errors)
{
    public DataSpec Read(Section data, Place place)
    {
        var standard = new DataSpec { Path = "" };
        var limit = data.Sub("limit", Key("limit")).Integer("train");
        var sample = data.Text("sample") is null ? data.Sub("sample", Key("sample")) : null;
        var sampleTrain = sample?.Integer("train");
        if (sampleTrain > limit)
            errors.Add(place, $"data.sample.train is {sampleTrain}, but data.limit.train is {limit}: the sample is part of the full set; lower the sample or raise the limit.");
        return new DataSpec
        {
            Path = Absolute(data, "path") ?? "",
            ImageSize = data.Integer("imageSize") ?? standard.ImageSize,
            LimitTrain = limit,
            Groups = Absolute(data, "groups"),
            SampleTrain = sampleTrain ?? Math.Min(standard.SampleTrain, limit ?? int.MaxValue),
            SampleValid = sample?.Integer("valid") ?? standard.SampleValid,
            ValidFraction = data.Sub("valid", Key("valid")).Number("fraction") ?? standard.ValidFraction,
            TestFraction = data.Sub("test", Key("test")).Number("fraction"),
            MaxUnreadable = data.Number("maxUnreadable") ?? standard.MaxUnreadable,
        };
    }

    private string? Absolute(Section data, string key)
    {
        if (data.Text(key) is not { } path)
            return null;
        if (path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal))
            return Path.GetFullPath(path, Path.GetFullPath(folder));
        errors.Add(data.Node(key)!.Place, $"data.{key} is \"{path.Replace("\0", "\\0", StringComparison.Ordinal)}\", which names nothing: give a path.");
        return null;
    }

    private static IReadOnlyList<Key> Key(string name) => SweepKeys.Data.Single(key => key.Name == name).Keys;
}
