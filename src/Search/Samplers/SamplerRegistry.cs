using Search.Experiments;

namespace Search.Samplers;

/// <summary>The samplers by name. A new one is one file, one test file and one line here.</summary>
public static class SamplerRegistry
{
    private static readonly Dictionary<string, (string[] Settings, Func<SamplerContext, IReadOnlyDictionary<string, double>, ISampler> Create)> Known = new(StringComparer.Ordinal)
    {
        ["random"] = ([], (context, _) => new RandomSampler(context.Space)),
        ["bohb"] = ([], (context, _) => new BohbSampler(context)),
        ["gp"] = ([], (context, _) => new GpSampler(context)),
        ["grid"] = (["resolution"], (context, settings) => new GridSampler(context.Space, (int)settings.GetValueOrDefault("resolution", 5))),
        ["sobol"] = ([], (context, _) => new SobolSampler(context.Space, context.Seed)),
        ["cmaes"] = ([], (context, _) => new CmaesSampler(context)),
        ["evolution"] = ([], (context, _) => new EvolutionSampler(context)),
        ["nsga2"] = ([], (context, _) => new Nsga2Sampler(context)),
        ["tpe"] = ([], (context, _) => new TpeSampler(context)),
    };

    /// <summary>The registered names, <c>auto</c> among them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", .. Known.Keys];

    /// <summary>Names of the settings a sampler takes.</summary>
    public static IReadOnlyList<string> Settings(string name) => Known.TryGetValue(name, out var entry) ? entry.Settings : [];

    /// <summary>Creates a sampler; <c>auto</c> chooses by space and budget.</summary>
    /// <exception cref="ArgumentException">The name is not known, or the sampler cannot work on this space.</exception>
    public static ISampler Create(ComponentSpec spec, SamplerContext context) =>
        spec.Name == "auto" ? AutoSampler.For(context)
            : Known.TryGetValue(spec.Name, out var entry) ? entry.Create(context, spec.Settings)
            : throw new ArgumentException($"There is no sampler \"{spec.Name}\"; known are {string.Join(", ", Names)}.", nameof(spec));
}
