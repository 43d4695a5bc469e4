namespace Search.Schedulers;

/// <summary>The settings that a sweep file gives a scheduler; those left out have their defaults.</summary>
internal readonly record struct GivenSettings(IReadOnlyDictionary<string, double> Values)
{
    public double Number(string name, double otherwise) => Values.GetValueOrDefault(name, otherwise);

    public int Integer(string name, int otherwise) => Values.TryGetValue(name, out var value) ? (int)value : otherwise;

    public int? IntegerOrNone(string name) => Values.TryGetValue(name, out var value) ? (int)value : null;
}
