using Search.Training.Settings;

namespace Search.Training.Optimizers;

/// <summary>The optimizers by name. A new one is one file and one line here.</summary>
public static class OptimizerFamilies
{
    private static readonly SortedDictionary<string, Func<FlatParameters, TrainingSettings, Optimizer>> All = new(StringComparer.Ordinal)
    {
        ["adagrad"] = (parameters, _) => new AdagradOptimizer(parameters),
        ["adam"] = (parameters, _) => new AdamOptimizer(parameters),
        ["adamw"] = (parameters, _) => new AdamOptimizer(parameters),
        ["rmsprop"] = (parameters, _) => new RmsPropOptimizer(parameters),
        ["sgd"] = (parameters, settings) => new SgdOptimizer(parameters, settings.Momentum, settings.Nesterov),
    };

    /// <summary>The registered names in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys];

    /// <summary>A fresh optimizer of a registered name.</summary>
    internal static Optimizer Build(string name, FlatParameters parameters, TrainingSettings settings) => All[name](parameters, settings);
}
