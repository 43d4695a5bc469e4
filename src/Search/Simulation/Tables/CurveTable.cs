using System.Collections.Concurrent;
using Search.Spaces;

namespace Search.Simulation.Tables;

/// <summary>Recorded learning curves of many configurations of one space: trainings that need not be repeated.</summary>
/// <remarks>
/// A configuration that the table does not hold is answered by its nearest one: the least Euclidean distance in the space's own encoding for models
/// (<see cref="SpaceEncoding"/>: parameters by their domain's scale, any two values of a choice one apart, absent parameters in the middle); ties go to the row that comes first. Thread-safe.
/// </remarks>
public sealed class CurveTable
{
    private readonly SearchSpace space;
    private readonly SpaceEncoding encoding;
    private readonly double[][] points;
    private readonly ConcurrentDictionary<Configuration, RecordedTrial> exact = new();
    private readonly HashSet<string> searched;

    internal CurveTable(SearchSpace space, IReadOnlyList<(Configuration Configuration, Curve Curve)> rows, int epochs)
    {
        (this.space, Epochs) = (space, epochs);
        searched = [.. Searched(space)];
        Trials = [.. rows.GroupBy(row => row.Configuration).Select(group => new RecordedTrial(group.Key, [.. group.Select(row => row.Curve).DistinctBy(curve => curve.Seed).OrderBy(curve => curve.Seed)]))];
        Seeds = [.. rows.Select(row => row.Curve.Seed).Distinct().Order()];
        encoding = new SpaceEncoding(space);
        points = [.. Trials.Select(trial => encoding.Encode(trial.Configuration))];
        foreach (var trial in Trials)
            exact[trial.Configuration] = trial;
    }

    /// <summary>The space that the curves sample.</summary>
    public SearchSpace Space => space;

    /// <summary>The table's configurations, in the order of the file.</summary>
    public IReadOnlyList<RecordedTrial> Trials { get; }

    /// <summary>All seeds with which configurations were trained, the lowest first.</summary>
    public IReadOnlyList<int> Seeds { get; }

    /// <summary>Length of a whole curve.</summary>
    public int Epochs { get; }

    /// <summary>The recorded trial that stands for a configuration: itself, or the nearest.</summary>
    public RecordedTrial Nearest(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var part = configuration.All(pair => searched.Contains(pair.Key)) ? configuration : new Configuration(configuration.Where(pair => searched.Contains(pair.Key)));
        if (exact.TryGetValue(part, out var known))
            return known;
        var point = encoding.Encode(part);
        var (best, least) = (0, double.PositiveInfinity);
        for (var i = 0; i < points.Length; i++)
        {
            var distance = 0.0;
            for (var j = 0; j < point.Length; j++)
                distance += (point[j] - points[i][j]) * (point[j] - points[i][j]);
            if (distance < least)
                (best, least) = (i, distance);
        }
        return exact[part] = Trials[best];
    }

    /// <summary>The parameters that rows name: those with more than one value.</summary>
    internal static IEnumerable<string> Searched(SearchSpace space) => space.Parameters.Where(parameter => parameter.Domain.Count != 1).Select(parameter => parameter.Name);
}
