using Search.Specs.Names;

namespace Search.Specs;

/// <summary>The names a sweep file may use; whoever registers models, samplers and the like holds its registry against them.</summary>
public static class SweepNames
{
    /// <summary>Families of models.</summary>
    public static IReadOnlyList<string> Models => KnownNames.Model.Words;

    /// <summary>Update rules.</summary>
    public static IReadOnlyList<string> Optimizers { get; } = Words("optimizer");

    /// <summary>Courses of the learning rate.</summary>
    public static IReadOnlyList<string> Schedules { get; } = Words("schedule");

    /// <summary>Augmentation techniques, without <c>augmentation.</c> in front.</summary>
    public static IReadOnlyList<string> Augmentations { get; } = [.. KnownNames.Augmentations.Select(technique => technique.Name)];

    /// <summary>Samplers, <c>auto</c> aside.</summary>
    public static IReadOnlyList<string> Samplers { get; } = [.. KnownNames.Samplers.Select(sampler => sampler.Name).Where(name => name != "auto")];

    /// <summary>Schedulers, <c>auto</c> aside.</summary>
    public static IReadOnlyList<string> Schedulers { get; } = [.. KnownNames.Schedulers.Select(scheduler => scheduler.Name).Where(name => name != "auto")];

    /// <summary>Stages of a search, in order, then <c>train</c>.</summary>
    public static IReadOnlyList<string> Stages { get; } = [.. KnownNames.SearchStages, KnownNames.TrainStage];

    private static IReadOnlyList<string> Words(string parameter) => KnownNames.Parameters.Single(rule => rule.Name == parameter).Words;
}
