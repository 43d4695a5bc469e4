using Search.Experiments;
using Search.Samplers;
using Search.Schedulers;
using Search.Spaces;
using Search.Specs;
using Search.Specs.Names;
using Search.Stages;
using Search.Training.Augmentation;
using Search.Training.Models;
using Search.Training.Optimizers;
using Search.Training.Schedules;
using Search.Training.Settings;
using Xunit;

namespace Search.Walls.Tests.Names;

/// <summary>A sweep file may name exactly what is registered: neither a name that nothing answers to, nor something that no file can reach.</summary>
public sealed class KnownNamesTests
{
    [Fact]
    public void Models_are_the_registered_families() => Same(ModelFamilies.Names, KnownNames.Models.Select(model => model.Name));

    [Fact]
    public void Optimizers_are_the_registered_families() => Same(OptimizerFamilies.Names, SweepNames.Optimizers);

    [Fact]
    public void Schedules_are_the_registered_families() => Same(ScheduleFamilies.Names, SweepNames.Schedules);

    [Fact]
    public void Augmentations_are_the_trainings_techniques() => Same(AugmentationSettings.Techniques, SweepNames.Augmentations);

    [Fact]
    public void Every_technique_is_a_property_of_the_trainings_settings() =>
        Same(
            typeof(AugmentationSettings).GetProperties().Where(property => property.CanWrite).Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]),
            SweepNames.Augmentations);

    [Fact]
    public void Samplers_are_the_registered_ones_with_their_settings()
    {
        Same(SamplerRegistry.Names, KnownNames.Samplers.Select(sampler => sampler.Name));
        Assert.All(KnownNames.Samplers, sampler => Same(SamplerRegistry.Settings(sampler.Name), sampler.Settings.Select(setting => setting.Name)));
    }

    [Fact]
    public void Schedulers_are_the_registered_ones_with_their_settings()
    {
        Same(SchedulerRegistry.Names, KnownNames.Schedulers.Select(scheduler => scheduler.Name));
        Assert.All(KnownNames.Schedulers, scheduler => Same(SchedulerRegistry.Settings(scheduler.Name), scheduler.Settings.Select(setting => setting.Name)));
    }

    [Fact]
    public void Every_sampler_and_scheduler_has_its_line_in_the_documentation()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Search.sln")))
            folder = Path.GetDirectoryName(folder)!;
        var rows = File.ReadLines(Path.Combine(folder, "docs", "algorithms.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();

        Same(SamplerRegistry.Names.Concat(SchedulerRegistry.Names), rows.SelectMany(row => row.Split('|')[1].Split(',').Select(name => name.Trim(' ', '`'))));
    }

    [Fact]
    public void Stages_are_the_registered_ones_and_the_default_is_all_of_a_search_in_order()
    {
        Same(StageRegistry.Names, SweepNames.Stages);
        Same(typeof(StageNames).GetFields().Select(field => (string)field.GetValue(null)!), SweepNames.Stages);
        Assert.Equal(new ExperimentSpec { Name = "a", Space = new SearchSpace { Parameters = [] } }.Stages, KnownNames.SearchStages);
    }

    [Fact]
    public void Parameters_are_those_that_a_training_reads() =>
        Same(
            TrainingSettings.KnownParameters,
            [
                "model",
                .. KnownNames.Models.SelectMany(model => model.Settings.Select(setting => "model." + setting.Name)).Distinct(),
                .. KnownNames.Parameters.Select(parameter => parameter.Name),
                .. KnownNames.Augmentations.Select(technique => "augmentation." + technique.Name),
            ]);

    [Fact]
    public void The_usual_objectives_are_Searchs_own_with_their_direction()
    {
        Assert.All((ObjectiveSpec[])[ObjectiveSpec.ValidAccuracy, ObjectiveSpec.ValidLoss], objective => Assert.Equal(objective.Maximize, KnownNames.Objectives[objective.Name]));
        Assert.Equal(2, KnownNames.Objectives.Count);
        Assert.Equal(KnownNames.Objectives.Append(new(ObjectiveSpec.Parameters.Name, ObjectiveSpec.Parameters.Maximize)), KnownNames.SeveralObjectives);
    }

    [Fact]
    public void Names_promised_for_later_are_not_there_yet()
    {
        Assert.Empty(KnownNames.LaterSamplers.Intersect(SamplerRegistry.Names));
        Assert.Empty(KnownNames.LaterSchedulers.Intersect(SchedulerRegistry.Names));
        Assert.Empty(KnownNames.LaterStages.Intersect(StageRegistry.Names));
        Assert.Empty(KnownNames.Model.LaterWords.Intersect(ModelFamilies.Names));
    }

    [Fact]
    public void Every_scanned_level_is_one_that_a_training_accepts() =>
        Assert.All(
            KnownNames.Augmentations.SelectMany(technique => technique.Levels.Select(level => Configuration.Empty.With("augmentation." + technique.Name, level))),
            configuration => Assert.Empty(TrainingSettings.Errors(configuration)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_ends_of_every_range_are_ones_that_a_training_accepts(int end)
    {
        foreach (var rule in KnownNames.Parameters.Concat(KnownNames.Augmentations.Select(technique => technique.Rule with { Name = "augmentation." + technique.Name })))
        {
            if (rule.Kind is not (ValueKind.Number or ValueKind.Integer))
                continue;
            var value = end == 0
                ? rule.Range.Above ? Math.BitIncrement(rule.Range.Low) : rule.Range.Low
                : rule.Range.Below ? Math.BitDecrement(rule.Range.High) : rule.Range.High;

            var errors = TrainingSettings.Errors(Configuration.Empty.With("learningRate", 1e-9).With(rule.Name, value));

            Assert.True(errors.Count == 0, $"{rule.Name}: {string.Join(' ', errors)}");
        }
    }

    private static void Same(IEnumerable<string> registered, IEnumerable<string> known) =>
        Assert.Equal(registered.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
}
