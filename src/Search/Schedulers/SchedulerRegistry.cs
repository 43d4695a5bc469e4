using Search.Experiments;

namespace Search.Schedulers;

/// <summary>The schedulers by name. A new one is one file, one test file and one line here.</summary>
public static class SchedulerRegistry
{
    private static readonly Dictionary<string, (string[] Settings, Func<IReadOnlyDictionary<string, double>, SchedulerContext, IScheduler> Create)> Known = new(StringComparer.Ordinal)
    {
        ["asha"] = (["minEpochs", "reductionFactor"], Asha),
        ["none"] = ([], (_, context) => new FullScheduler(context.MaxEpochs)),
    };

    /// <summary>The registered names, <c>auto</c> among them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", .. Known.Keys];

    /// <summary>Names of the settings a scheduler takes.</summary>
    public static IReadOnlyList<string> Settings(string name) => Known.TryGetValue(name, out var entry) ? entry.Settings : [];

    /// <summary>Creates the scheduler of a stage.</summary>
    /// <remarks>
    /// <c>auto</c> is ASHA with factor 3 from a ninth of the epochs: on recorded curves the ranks at the first epoch said nothing of the end,
    /// and halving from epoch 1 lost to random search.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is not known or the settings contradict one another.</exception>
    public static IScheduler Create(ComponentSpec spec, SchedulerContext context)
    {
        if (spec.Name == "auto")
            return new AshaScheduler(new AshaSettings { MinEpochs = Math.Max(1, (int)Math.Round(context.MaxEpochs / 9.0)), MaxEpochs = context.MaxEpochs });
        return Known.TryGetValue(spec.Name, out var entry)
            ? entry.Create(spec.Settings, context)
            : throw new ArgumentException($"There is no scheduler \"{spec.Name}\"; known are {string.Join(", ", Names)}.", nameof(spec));
    }

    private static AshaScheduler Asha(IReadOnlyDictionary<string, double> settings, SchedulerContext context)
    {
        var defaults = new AshaSettings { MaxEpochs = context.MaxEpochs };
        return new(defaults with
        {
            MinEpochs = (int)settings.GetValueOrDefault("minEpochs", defaults.MinEpochs),
            ReductionFactor = (int)settings.GetValueOrDefault("reductionFactor", defaults.ReductionFactor),
        });
    }
}
