using System.Text;
using System.Text.Json;
using Search.Spaces;

namespace Search.Simulation.Tables;

/// <summary>Reads a table of curves from JSON: <c>{ "epochs": 27, "rows": [ { "seed": 0, "configuration": { … }, "seconds": 1.5, "values": [ … ] } ] }</c>.</summary>
/// <remarks>
/// A row for each training; <c>values</c> has a number for every epoch, or a list of numbers for several objectives, and ends early where the training failed.
/// <c>seconds</c> is a number for all epochs, or a list with one for each; a second where it is missing.
/// </remarks>
public static class JsonCurves
{
    private static readonly ConfigurationConverter Configurations = new();

    /// <summary>The table of a text.</summary>
    /// <exception cref="CurveTableException">Something is wrong with it; the message names the row.</exception>
    public static CurveTable Read(string text, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("epochs", out var length) || !length.TryGetInt32(out var epochs) || epochs < 1
                || !document.RootElement.TryGetProperty("rows", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
                throw new CurveTableException("it must be an object with \"epochs\", a whole number from 1, and \"rows\", a list with an object for each training.");
            var rows = new List<(Configuration, Curve)>();
            foreach (var row in list.EnumerateArray())
                rows.Add(Row(row, rows.Count, space, epochs));
            return new CurveTable(space, rows, epochs);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new CurveTableException($"it cannot be read as JSON of the right form: {error.Message}");
        }
    }

    private static (Configuration, Curve) Row(JsonElement row, int index, SearchSpace space, int epochs)
    {
        CurveTableException Wrong(string why) => new($"row {index}, counted from 0: {why}");
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(row.GetProperty("configuration").GetRawText()));
        reader.Read();
        var given = Configurations.Read(ref reader, typeof(Configuration), JsonSerializerOptions.Default);
        foreach (var (name, _) in given)
            if (space.Find(name) is null)
                throw Wrong($"{name} is not a parameter of the space; known are {string.Join(", ", CurveTable.Searched(space))}.");
        if (CurveTable.Searched(space).FirstOrDefault(name => !given.Has(name) && space.Find(name)!.When.Count == 0) is { } missing)
            throw Wrong($"{missing} is missing, which the space searches.");
        var configuration = new Configuration(given.Where(pair => space.Find(pair.Key)!.Domain.Count != 1));
        var values = new List<IReadOnlyList<double>>();
        foreach (var value in row.GetProperty("values").EnumerateArray())
            values.Add(value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetDouble())] : [value.GetDouble()]);
        if (values.Count > epochs)
            throw Wrong($"it has {values.Count} values, but \"epochs\" is {epochs}.");
        if (values.Exists(value => value.Count != values[0].Count))
            throw Wrong("its epochs have different numbers of values: give one for each objective.");
        double[] seconds = !row.TryGetProperty("seconds", out var taken) ? [1] : taken.ValueKind == JsonValueKind.Array ? [.. taken.EnumerateArray().Select(item => item.GetDouble())] : [taken.GetDouble()];
        if (!seconds.All(second => second >= 0 && double.IsFinite(second)))
            throw Wrong("seconds must be numbers from 0.");
        return (configuration, new Curve(row.GetProperty("seed").GetInt32(), values, seconds));
    }
}
