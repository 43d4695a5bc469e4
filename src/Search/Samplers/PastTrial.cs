using Search.Spaces;

namespace Search.Samplers;

/// <summary>A trial as a sampler sees it. Changed only by its <see cref="TrialHistory"/>.</summary>
public sealed class PastTrial
{
    private readonly List<PastValue> values = [];

    internal PastTrial(int number, Configuration configuration, double fraction, int settledBefore) =>
        (Number, Configuration, Fraction, SettledBefore) = (number, configuration, fraction, settledBefore);

    /// <summary>Its number within the experiment.</summary>
    public int Number { get; }

    /// <summary>Its hyperparameters.</summary>
    public Configuration Configuration { get; }

    /// <summary>Part of the stage's training images that it trains on.</summary>
    public double Fraction { get; }

    /// <summary>How many trials had settled when it was proposed: what its sampler knew.</summary>
    public int SettledBefore { get; }

    /// <summary>Where it stands.</summary>
    public PastOutcome Outcome { get; internal set; }

    /// <summary>The earlier trial whose values are the same throughout, epoch by epoch: this one tells nothing new. Null when there is none.</summary>
    public int? Twin { get; internal set; }

    internal bool HasSettled { get; set; }

    /// <summary>All measurements, in order of their epochs.</summary>
    public IReadOnlyList<PastValue> Values => values;

    /// <summary>Epochs finished.</summary>
    public int Epoch => values.Count > 0 ? values[^1].Epoch : 0;

    /// <summary>Internal (minimised) value of the first objective at the last measured epoch; NaN when there is none.</summary>
    public double Value => values.Count > 0 ? values[^1].Values[0] : double.NaN;

    /// <summary>Slot seconds over all its epochs.</summary>
    public double Seconds { get; private set; }

    internal void Add(PastValue value)
    {
        values.Add(value);
        Seconds += value.Seconds;
    }
}
