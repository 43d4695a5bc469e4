using Search.Experiments;

namespace Search.Schedulers;

/// <summary>The schedulers by name. A new one is one file, one test file and one line here.</summary>
public static class SchedulerRegistry
{
    private sealed record Entry(string[] Settings, Func<GivenSettings, SchedulerContext, (IEnumerable<string> Errors, Func<IScheduler> Create)> Prepare)
    {
        public static Entry Of<T>(string[] settings, Func<GivenSettings, SchedulerContext, T> read, Func<T, IEnumerable<string>> errors, Func<T, SchedulerContext, IScheduler> create) =>
            new(settings, (given, context) => read(given, context) is var prepared ? (errors(prepared), () => create(prepared, context)) : default);
    }

    private static readonly Dictionary<string, Entry> Known = new(StringComparer.Ordinal)
    {
        ["adaptive"] = Entry.Of(["probes", "reductionFactor"], AdaptiveAshaSettings.From, settings => settings.Errors(), (settings, context) => new AdaptiveAshaScheduler(settings, context.Seed)),
        ["asha"] = Entry.Of(["minEpochs", "minFraction", "reductionFactor"], AshaSettings.From, settings => settings.Errors(), (settings, _) => new AshaScheduler(settings)),
        ["ashaStop"] = Entry.Of(["minEpochs", "reductionFactor"], AshaSettings.From, settings => settings.Errors(), (settings, _) => new AshaStopScheduler(settings)),
        ["hyperband"] = Entry.Of(["brackets", "minEpochs", "minFraction", "reductionFactor"], HyperbandSettings.From, settings => settings.Errors(), (settings, _) => new HyperbandScheduler(settings)),
        ["median"] = Entry.Of(["checkInterval", "graceEpochs", "minPeers"], MedianSettings.From, settings => settings.Errors(), (settings, _) => new MedianScheduler(settings)),
        ["percentile"] = Entry.Of(["checkInterval", "graceEpochs", "minPeers", "percentile"], PercentileSettings.From, settings => settings.Errors(), (settings, _) => new PercentileScheduler(settings)),
        ["patience"] = Entry.Of(["checkInterval", "graceEpochs", "minDelta", "patience"], PatienceSettings.From, settings => settings.Errors(), (settings, _) => new PatienceScheduler(settings)),
        ["threshold"] = Entry.Of(["checkInterval", "graceEpochs", "worst"], ThresholdSettings.From, settings => settings.Errors(), (settings, _) => new ThresholdScheduler(settings)),
        ["curve"] = Entry.Of(["checkInterval", "graceEpochs", "minPeers", "odds"], CurveSettings.From, settings => settings.Errors(), (settings, _) => new CurveScheduler(settings)),
        ["pareto"] = Entry.Of(["minEpochs", "reductionFactor"], ParetoSettings.From, settings => settings.Errors(), (settings, _) => new ParetoScheduler(settings)),
        ["pbt"] = Entry.Of(["interval", "population", "quantile"], PopulationSettings.From, settings => settings.Errors(), (settings, context) => new PbtScheduler(settings, context.Space, context.Seed)),
        ["pb2"] = Entry.Of(["interval", "population", "quantile"], PopulationSettings.From, settings => settings.Errors(), (settings, context) => new Pb2Scheduler(settings, context.Space, context.Seed)),
        ["none"] = Entry.Of([], (_, context) => context.MaxEpochs, _ => [], (maxEpochs, _) => new FullScheduler(maxEpochs)),
    };

    /// <summary>The registered names, <c>auto</c> among them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", .. Known.Keys];

    /// <summary>Names of the settings a scheduler takes.</summary>
    public static IReadOnlyList<string> Settings(string name) => Known.TryGetValue(name, out var entry) ? entry.Settings : [];

    /// <summary>What is wrong with a scheduler's settings, all of it; empty when nothing is.</summary>
    /// <exception cref="ArgumentException">The name is not known.</exception>
    public static IEnumerable<string> Errors(ComponentSpec spec, SchedulerContext context) => Prepared(spec, context).Errors;

    /// <summary>Creates the scheduler of a stage.</summary>
    /// <remarks>
    /// <c>auto</c> is <c>adaptive</c>: ASHA that finds out by itself from which epoch on ranks can be believed. With several objectives it is <c>pareto</c>: one that ranks by
    /// the first alone would stop what is good in the others.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is not known or the settings contradict one another.</exception>
    public static IScheduler Create(ComponentSpec spec, SchedulerContext context) => Prepared(spec, context).Create();

    private static (IEnumerable<string> Errors, Func<IScheduler> Create) Prepared(ComponentSpec spec, SchedulerContext context)
    {
        var meant = spec.Name == "auto" ? Auto(context) : spec;
        return Known.TryGetValue(meant.Name, out var entry)
            ? entry.Prepare(new GivenSettings(meant.Settings), context)
            : throw new ArgumentException($"There is no scheduler \"{spec.Name}\"; known are {string.Join(", ", Names)}.", nameof(spec));
    }

    // Nobody learns from fronts how early they can be believed: a ninth of the epochs is where the other one begins.
    private static ComponentSpec Auto(SchedulerContext context) => context.Objectives == 1
        ? new ComponentSpec("adaptive")
        : new ComponentSpec("pareto") { Settings = new Dictionary<string, double> { ["minEpochs"] = Math.Max(1, Math.Round(context.MaxEpochs / 9.0)) } };
}
