using System.Globalization;
using Search.Spaces;

namespace Search.Bench.Curves;

/// <summary>A table of learning curves on the disk: a row per configuration and seed. A curve that ends early failed there.</summary>
internal sealed class CurveTable
{
    private readonly string path;
    private readonly SearchSpace space;
    private readonly int epochs;
    private readonly HashSet<(int Configuration, int Seed)> known = [];

    private CurveTable(string path, SearchSpace space, int epochs) => (this.path, this.space, this.epochs) = (path, space, epochs);

    /// <summary>Opens the table, or begins one.</summary>
    public static CurveTable Open(string path, SearchSpace space, int epochs)
    {
        var table = new CurveTable(path, space, epochs);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, string.Join(',', ["configuration", "seed", .. table.Searched.Select(parameter => parameter.Name), "seconds", .. Enumerable.Range(1, epochs).Select(epoch => $"epoch{epoch}")]) + "\n");
            return table;
        }
        foreach (var line in File.ReadLines(path).Skip(1))
            if (line.Split(',') is [var configuration, var seed, ..])
                table.known.Add((int.Parse(configuration, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture)));
        return table;
    }

    public bool Has(int configuration, int seed) => known.Contains((configuration, seed));

    /// <summary>Adds a row; <paramref name="secondsPerEpoch"/> is the mean.</summary>
    public void Add(int configuration, int seed, Configuration point, double[] values, double secondsPerEpoch)
    {
        var cells = new List<string> { Text(configuration), Text(seed) };
        cells.AddRange(Searched.Select(parameter => point.TryGet(parameter.Name, out var value) ? value.ToString() : ""));
        cells.Add(secondsPerEpoch.ToString("0.####", CultureInfo.InvariantCulture));
        for (var epoch = 0; epoch < epochs; epoch++)
            cells.Add(epoch < values.Length && double.IsFinite(values[epoch]) ? values[epoch].ToString("0.####", CultureInfo.InvariantCulture) : "");
        File.AppendAllText(path, string.Join(',', cells) + "\n");
        known.Add((configuration, seed));
    }

    private IEnumerable<Parameter> Searched => space.Parameters.Where(parameter => parameter.Domain.Count != 1);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
