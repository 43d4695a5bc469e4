using System.Text.Json.Serialization;

namespace Search.Experiments;

/// <summary>What is optimised, under the user's name and sign.</summary>
/// <param name="Name"><c>validAccuracy</c>, <c>validLoss</c>, or a name the objective reports.</param>
/// <param name="Maximize">True when larger is better. Search itself minimises: see <see cref="ToInternal"/>.</param>
public sealed record ObjectiveSpec(string Name, bool Maximize)
{
    /// <summary>Fraction of validation images classified correctly; the default.</summary>
    public static ObjectiveSpec ValidAccuracy { get; } = new("validAccuracy", Maximize: true);

    /// <summary>Mean cross-entropy on the validation images, in nats.</summary>
    public static ObjectiveSpec ValidLoss { get; } = new("validLoss", Maximize: false);

    /// <summary>Number of the network's weights: what it costs to keep and, roughly, to use. Only beside another objective.</summary>
    public static ObjectiveSpec Parameters { get; } = new("parameters", Maximize: false);

    /// <summary>"maximize" or "minimize".</summary>
    [JsonIgnore]
    public string Direction => Maximize ? "maximize" : "minimize";

    /// <summary>The value that Search minimises; NaN stays NaN.</summary>
    public double ToInternal(double value) => Maximize ? -value : value;

    /// <summary>The user's value of an internal one.</summary>
    public double ToUser(double value) => Maximize ? -value : value;
}
