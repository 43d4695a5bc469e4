using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>One point of a search space: every parameter by name, in the names' ordinal order. Immutable; equal by content.</summary>
/// <remarks>
/// Parameters that a condition switches off are absent. A trial's configuration also holds what the sweep file fixes,
/// so that it alone (with the run seed and the data) determines the training.
/// </remarks>
[JsonConverter(typeof(ConfigurationConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "Configuration is the field's word.")]
public sealed class Configuration : IReadOnlyCollection<KeyValuePair<string, ParameterValue>>, IEquatable<Configuration>
{
    private readonly SortedList<string, ParameterValue> values;

    /// <summary>A configuration of these values; a name given twice keeps its last value.</summary>
    public Configuration(IEnumerable<KeyValuePair<string, ParameterValue>> values)
    {
        this.values = new SortedList<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            this.values[name] = value;
    }

    private Configuration(SortedList<string, ParameterValue> values) => this.values = values;

    /// <summary>No parameters at all.</summary>
    public static Configuration Empty { get; } = new([]);

    /// <summary>Number of parameters present.</summary>
    public int Count => values.Count;

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">The parameter is absent.</exception>
    public ParameterValue this[string name] => values.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"The configuration has no parameter \"{name}\"; it has {string.Join(", ", values.Keys)}.");

    /// <summary>True when the parameter is present.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The value of a parameter, if present.</summary>
    public bool TryGet(string name, out ParameterValue value) => values.TryGetValue(name, out value);

    /// <summary>A parameter's number, or <paramref name="otherwise"/> where it is absent.</summary>
    public double Number(string name, double otherwise) => values.TryGetValue(name, out var value) ? value.Number : otherwise;

    /// <summary>A parameter's text, or <paramref name="otherwise"/> where it is absent.</summary>
    public string Text(string name, string otherwise) => values.TryGetValue(name, out var value) ? value.Text : otherwise;

    /// <summary>A copy in which <paramref name="name"/> has <paramref name="value"/>.</summary>
    public Configuration With(string name, ParameterValue value)
    {
        var copy = new SortedList<string, ParameterValue>(values, StringComparer.Ordinal) { [name] = value };
        return new Configuration(copy);
    }

    /// <summary>A copy overlaid by the other's values.</summary>
    public Configuration With(Configuration other)
    {
        var copy = new SortedList<string, ParameterValue>(values, StringComparer.Ordinal);
        foreach (var (name, value) in other.values)
            copy[name] = value;
        return new Configuration(copy);
    }

    /// <summary>A copy without a parameter.</summary>
    public Configuration Without(string name)
    {
        var copy = new SortedList<string, ParameterValue>(values, StringComparer.Ordinal);
        copy.Remove(name);
        return new Configuration(copy);
    }

    /// <inheritdoc/>
    public bool Equals(Configuration? other) => other is not null && values.SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Configuration);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in values)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    /// <summary>"dropout=0.5 learningRate=0.001": the same text for equal configurations.</summary>
    public override string ToString() => string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}"));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ParameterValue>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
