using System.Collections.Concurrent;
using Search.Experiments;
using Search.Simulation.Tables;
using Search.Spaces;

namespace Search.Simulation;

/// <summary>A table of recorded learning curves as an objective.</summary>
/// <remarks>
/// The search's seed picks the recorded seed of all its trials (seed modulo their number), so a search compares trainings that are paired as they were recorded.
/// The fraction of the data is not looked at: a table has one data size.
/// </remarks>
public sealed class TableObjective : ISpanObjective, IRegret
{
    private readonly CurveTable table;
    private readonly IReadOnlyList<ObjectiveSpec> objectives;
    private readonly int epochs;
    private readonly ConcurrentDictionary<int, double> best = new();

    /// <summary>A table under a search's objectives.</summary>
    /// <param name="table">The table.</param>
    /// <param name="objectives">The search's objectives, in the order of the table's values.</param>
    /// <param name="epochs">Epochs of a trial that is never stopped.</param>
    /// <exception cref="CurveTableException">The table has shorter curves, or another number of objectives.</exception>
    public TableObjective(CurveTable table, IReadOnlyList<ObjectiveSpec> objectives, int epochs)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(objectives);
        if (table.Epochs < epochs)
            throw new CurveTableException($"it has curves of {table.Epochs} epochs, but maxEpochs is {epochs}: lower maxEpochs to {table.Epochs}.");
        foreach (var values in table.Trials.SelectMany(trial => trial.Curves).SelectMany(curve => curve.Values))
            if (values.Count != objectives.Count)
                throw new CurveTableException($"it has {values.Count} values in an epoch, but the file {objectives.Count} objectives.");
        (this.table, this.objectives, this.epochs) = (table, objectives, epochs);
    }

    /// <inheritdoc/>
    public SpanResult Evaluate(Span span)
    {
        ArgumentNullException.ThrowIfNull(span);
        var curve = table.Nearest(span.Configuration).Of(SeedOf(span.Seed));
        var steps = new List<SpanEpoch>();
        for (var epoch = span.FromEpoch; epoch <= span.ToEpoch && epoch <= curve.Values.Count; epoch++)
            steps.Add(new SpanEpoch(curve.Values[epoch - 1], curve.SecondsOf(epoch)));
        var failed = span.FromEpoch + steps.Count;
        return new SpanResult(steps)
        {
            Failure = failed <= span.ToEpoch ? $"the recorded training failed in epoch {failed}" : null,
            FailureSeconds = curve.SecondsOf(failed),
        };
    }

    /// <summary>Distance of the observed value from the best one that the table has for the search's seed, at whatever epoch.</summary>
    public double Regret(Configuration configuration, double observed, ulong seed) => Math.Max(0, objectives[0].ToInternal(observed) - Best(SeedOf(seed)));

    private int SeedOf(ulong seed) => table.Seeds[(int)(seed % (ulong)table.Seeds.Count)];

    private double Best(int seed) => best.GetOrAdd(seed, seed => table.Trials
        .SelectMany(trial => trial.Of(seed).Values.Take(epochs)).Select(values => objectives[0].ToInternal(values[0])).DefaultIfEmpty(double.NaN).Min());
}
