using Search.Experiments;
using Search.Schedulers;
using Xunit;

namespace Search.Tests.Schedulers;

public sealed class SchedulerRegistryTests
{
    [Fact]
    public void Every_registered_name_creates_a_scheduler() =>
        Assert.All(SchedulerRegistry.Names, name => Assert.NotNull(SchedulerRegistry.Create(Spec(name), new SchedulerContext { MaxEpochs = 27 })));

    [Fact]
    public void Wrong_settings_are_all_named_as_the_file_names_them() =>
        Assert.All(SchedulerRegistry.Names, name => Assert.All(
            SchedulerRegistry.Errors(Spec(name) with { Settings = SchedulerRegistry.Settings(name).ToDictionary(setting => setting, _ => -7.0) }, new SchedulerContext { MaxEpochs = 27 }),
            error => Assert.Contains(SchedulerRegistry.Settings(name), setting => error.StartsWith(setting + " is -7", StringComparison.Ordinal))));

    [Theory]
    [InlineData(27, 3)]
    [InlineData(9, 1)]
    [InlineData(100, 11)]
    [InlineData(1, 1)]
    public void Auto_compares_first_after_a_ninth_of_the_epochs(int maxEpochs, int first) =>
        Assert.Equal(first, SchedulerRegistry.Create(new ComponentSpec("auto"), new SchedulerContext { MaxEpochs = maxEpochs }).First.Epochs);

    [Theory]
    [InlineData(27, 3)]
    [InlineData(3, 1)]
    public void With_several_objectives_auto_ranks_by_their_fronts(int maxEpochs, int first)
    {
        var scheduler = SchedulerRegistry.Create(new ComponentSpec("auto"), new SchedulerContext { MaxEpochs = maxEpochs, Objectives = 2 });

        Assert.Equal(first, Assert.IsType<ParetoScheduler>(scheduler).First.Epochs);
    }

    [Fact]
    public void Ashas_settings_are_the_files()
    {
        var scheduler = SchedulerRegistry.Create(new ComponentSpec("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 2, ["reductionFactor"] = 4 } }, new SchedulerContext { MaxEpochs = 32 });

        Assert.Equal(2, scheduler.First.Epochs);
        Assert.Contains("2, 8, 32", Assert.Throws<ArgumentException>(() => scheduler.Decide(0, 5)).Message, StringComparison.Ordinal);
        Assert.Equal(["minEpochs", "minFraction", "reductionFactor"], SchedulerRegistry.Settings("asha"));
        Assert.Empty(SchedulerRegistry.Settings("none"));
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() =>
        Assert.Contains("auto, adaptive, asha, ashaStop", Assert.Throws<ArgumentException>(() => SchedulerRegistry.Create(new ComponentSpec("bohb"), new SchedulerContext { MaxEpochs = 27 })).Message, StringComparison.Ordinal);

    /// <summary>With the settings that have no default.</summary>
    private static ComponentSpec Spec(string name) => new(name) { Settings = name == "threshold" ? new Dictionary<string, double> { ["worst"] = 0.3 } : new() };
}
