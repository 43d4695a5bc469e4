using System.Globalization;
using Search.Spaces;

namespace Search.Simulation.Tables;

/// <summary>Reads a table of curves from CSV: <c>configuration,seed,&lt;parameter…&gt;,seconds,epoch1,…,epochN</c>.</summary>
/// <remarks>
/// A row for each training. <c>configuration</c> is a number for people; rows with equal parameters are one configuration. An empty parameter is absent, an empty epoch
/// means that the training failed there. <c>seconds</c> is what an epoch took on average. One objective; cells have no quotation marks.
/// </remarks>
public static class CsvCurves
{
    /// <summary>The table of a text.</summary>
    /// <exception cref="CurveTableException">Something is wrong with it; the message names the line.</exception>
    public static CurveTable Read(string text, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
        var headings = lines[0].Split(',');
        var seconds = Array.IndexOf(headings, "seconds");
        if (headings is not ["configuration", "seed", ..] || seconds < 2 || seconds == headings.Length - 1 || !headings.Skip(seconds + 1).SequenceEqual(Enumerable.Range(1, headings.Length - seconds - 1).Select(epoch => FormattableString.Invariant($"epoch{epoch}"))))
            throw new CurveTableException("line 1 must read configuration,seed,<parameter…>,seconds,epoch1,epoch2,… up to the last epoch.");
        var parameters = Parameters(headings[2..seconds], space);
        var rows = new List<(Configuration, Curve)>();
        for (var line = 1; line < lines.Length; line++)
            if (lines[line].Length > 0)
                rows.Add(Row(lines[line].Split(','), line + 1, parameters, headings.Length));
        if (rows.Count == 0)
            throw new CurveTableException("it holds no curves: a line for each training is needed below the headings.");
        return new CurveTable(space, rows, headings.Length - seconds - 1);
    }

    private static Parameter[] Parameters(string[] names, SearchSpace space)
    {
        string[] searched = [.. CurveTable.Searched(space)];
        if (names.FirstOrDefault(name => space.Find(name) is null) is { } unknown)
            throw new CurveTableException($"it has a column {unknown}, which is not a parameter of the space; known are {string.Join(", ", searched)}.");
        if (searched.FirstOrDefault(name => !names.Contains(name)) is { } missing)
            throw new CurveTableException($"it has no column for {missing}, which the space searches: fix {missing} in the space or record it.");
        return [.. names.Select(name => space.Find(name)!)];
    }

    private static (Configuration, Curve) Row(string[] cells, int line, Parameter[] parameters, int width)
    {
        if (cells.Length != width)
            throw new CurveTableException(FormattableString.Invariant($"line {line} has {cells.Length} cells, but the first line {width}."));
        if (!int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            throw new CurveTableException($"line {line}: seed is \"{cells[1]}\", but must be a whole number.");
        var values = new List<KeyValuePair<string, ParameterValue>>();
        for (var i = 0; i < parameters.Length; i++)
            if (cells[2 + i].Length > 0 && parameters[i].Domain.Count != 1)
                values.Add(new(parameters[i].Name, TableValue.Of(cells[2 + i], parameters[i].Domain)));
        var seconds = 2 + parameters.Length;
        if (!(Number(cells[seconds], line, "seconds") is var each && each >= 0))
            throw new CurveTableException($"line {line}: seconds is {cells[seconds]}, but must be a number from 0.");
        var curve = new List<IReadOnlyList<double>>();
        for (var cell = seconds + 1; cell < width && cells[cell].Length > 0; cell++)
            curve.Add([Number(cells[cell], line, FormattableString.Invariant($"epoch{cell - seconds}"))]);
        return (new Configuration(values), new Curve(seed, curve, [each]));
    }

    private static double Number(string cell, int line, string name) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new CurveTableException($"line {line}: {name} is \"{cell}\", but must be a number, or empty where the training failed.");
}
