using Search.Randomness;
using Search.Simulation.Functions;
using Search.Spaces;

namespace Search.Simulation;

/// <summary>A test function with made-up learning curves: the last epoch's value is the function's, earlier ones approach it.</summary>
/// <remarks>
/// v(e) = f + (s − f) (1 − g(e/E)) where g rises exponentially from 0 to 1 at a pace between 2 and 8 that belongs to the configuration, and s is the instance's median over
/// random points. So paces differ and low rungs mislead a little, as real ones do. Where trials have one epoch, it is the function itself. Every epoch takes a second.
/// </remarks>
public sealed class FunctionObjective(TestFunction function) : ISpanObjective, IRegret
{
    private const int Points = 101;
    private readonly double start = Typical(function);

    /// <inheritdoc/>
    public SpanResult Evaluate(Span span)
    {
        ArgumentNullException.ThrowIfNull(span);
        var end = function.Observe(span.Configuration, span.Seed);
        var pace = span.Epochs > 1 ? 2 + 6 * new SearchRandom(Seeds.Derive(function.Instance, $"pace {span.Configuration}")).NextDouble() : 1;
        var epochs = new SpanEpoch[span.ToEpoch - span.FromEpoch + 1];
        for (var i = 0; i < epochs.Length; i++)
            epochs[i] = new SpanEpoch([At(end, pace, span.FromEpoch + i, span.Epochs)], 1);
        return new SpanResult(epochs);
    }

    /// <summary>Of the function itself: neither noise nor the epoch at which a configuration was observed counts.</summary>
    public double Regret(Configuration configuration, double observed, ulong seed) => Math.Max(0, function.Value(configuration) - function.Minimum);

    private double At(double end, double pace, int epoch, int epochs) => epoch >= epochs
        ? end
        : end + (start - end) * (1 - (1 - Math.Exp(-pace * epoch / epochs)) / (1 - Math.Exp(-pace)));

    private static double Typical(TestFunction function)
    {
        var random = new SearchRandom(Seeds.Derive(function.Instance, "typical"));
        double[] values = [.. Enumerable.Range(0, Points).Select(_ => function.Value(function.Space.FromUnit([.. Enumerable.Range(0, function.Space.Dimensions).Select(_ => random.NextDouble())])))];
        Array.Sort(values);
        return values[Points / 2];
    }
}
