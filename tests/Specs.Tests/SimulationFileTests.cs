using System.Text.Json.Nodes;
using CsCheck;
using Search.Experiments;
using Search.Spaces;
using Search.Specs.Tests.Schema;
using Xunit;

namespace Search.Specs.Tests;

/// <summary>Files for <c>search simulate</c>: no data, any names.</summary>
public sealed class SimulationFileTests
{
    private const string Small = "space: { a: { uniform: [0, 1] }, b: { uniform: [0, 1] } }\nobjective: { name: loss, direction: minimize }\n";
    private static readonly string[] Names = ["x1", "a b", "1", "true", "é: #", "learningRate", "augmentation", "-", "{}"];

    private static readonly Gen<ExperimentSpec> Spec =
        Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[1, 9], Gen.Bool, Gen.Bool, Gen.ULong, Gen.Int[1, 500].Nullable()).Select((name, high, several, ruled, seed, trials) => new ExperimentSpec
        {
            Name = "simulation",
            Objective = new ObjectiveSpec(Names[name], Maximize: several),
            OtherObjectives = several ? [new ObjectiveSpec("second", Maximize: false)] : null,
            Space = new SearchSpace
            {
                Parameters =
                [
                    new Parameter { Name = Names[name], Domain = new ChoiceDomain(["1", 1, true, "null"]) },
                    new Parameter { Name = "y", Domain = new LogDomain(1e-3, high) },
                    new Parameter { Name = "z", Domain = new IntDomain(0, high), When = [new Condition(Names[name], ["1", true])] },
                ],
                Constraints = ruled ? [Constraint.Parse("y * 2 <= 1e3"), Constraint.Parse("z >= 0 or y < 0.5")] : null,
            },
            Stages = ["joint"],
            SeedPoints = several ? [new Configuration([new(Names[name], "1"), new("y", 0.25)])] : [],
            Sampler = new ComponentSpec("random"),
            Scheduler = new ComponentSpec("asha") { Settings = new Dictionary<string, double> { ["minEpochs"] = 2 } },
            MaxEpochs = high + 1,
            Budget = new BudgetSpec { Trials = trials, Epochs = trials is null ? 1000 : null },
            Seed = seed,
        });

    [Fact]
    public void A_written_specification_reads_back_equal() => Spec.Sample(spec =>
    {
        var text = SweepFile.WriteSimulation(spec);
        var again = SweepFile.ReadSimulation(text, Files.Folder);

        Assert.True(again.IsGood, text + string.Join('\n', again.Errors));
        Assert.Equal(Files.Content(spec), Files.Content(again.Spec));
        Assert.Equal(text, SweepFile.WriteSimulation(again.Spec));
        Assert.Null(MiniSchema.Complaint(Schema, Schema, YamlAsJson.Of(text)));
    }, iter: 200, threads: 1);

    [Fact]
    public void Space_and_objective_are_enough()
    {
        var spec = SweepFile.ReadSimulation(Small, Files.Folder).Spec!;

        Assert.Equal(["a", "b"], spec.Space.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(new ObjectiveSpec("loss", Maximize: false), spec.Objective);
        Assert.Equal(["joint"], spec.Stages);
        Assert.Null(spec.Data);
        Assert.Empty(spec.Augmentation);
        Assert.Equal((60, 27, 1UL), (spec.Budget.Trials, spec.MaxEpochs, spec.Seed));
    }

    [Fact]
    public void Several_objectives_keep_their_order()
    {
        var spec = SweepFile.ReadSimulation("space: { a: [1, 2] }\nobjectives: [ { name: loss, direction: minimize }, { name: speed, direction: maximize }, validAccuracy ]", Files.Folder).Spec!;

        Assert.Equal(["loss minimize", "speed maximize", "validAccuracy maximize"], spec.Objectives.Select(objective => $"{objective.Name} {objective.Direction}"));
    }

    [Fact]
    public void A_file_with_data_is_read_as_a_sweep_file() =>
        Assert.Equal(Files.Content(Files.Good(Files.Full)), Files.Content(SweepFile.ReadSimulation(Files.Full, Files.Folder).Spec!));

    [Theory]
    [InlineData("objective: validLoss", "line 1: space is missing")]
    [InlineData("space: { a: [1, 2] }", "line 1: objective is missing: give it a name and a direction")]
    [InlineData("space: { a: [1, 2] }\nobjective: { name: loss }", "line 2: objective.direction is missing")]
    [InlineData("space: { a: [1, 2] }\nobjective: loss", "line 2: objective is loss, whose direction is not known")]
    [InlineData("space: { a: [1, 2] }\nobjective: { name: loss, direction: down }", "line 2: objective.direction is down, but known are maximize, minimize")]
    [InlineData("space: { a: [1, 2] }\nobjectives: []", "line 2: objectives is an empty list")]
    [InlineData("space: { a: [1, 2] }\nobjectives: [validLoss, validLoss]", "line 2: objectives lists validLoss twice")]
    [InlineData("space: { a: [1, 2] }\nobjective: validLoss\nobjectives: [validLoss]", "line 3: objective and objectives are both given")]
    [InlineData("space: {}\nobjective: validLoss", "line 1: space is empty")]
    [InlineData("space: { a: { uniform: [1, 0] } }\nobjective: validLoss", "line 1: space.a: uniform [1, 0] is empty")]
    [InlineData("space: { a: { uniform: [0, 1], when: { b: 1 } } }\nobjective: validLoss", "space.a.when names b, which is not a parameter of this file")]
    [InlineData("space: { a: [1, 2] }\nobjective: validLoss\nstages: default", "line 3: stages are learningRate, augmentation, joint, promote, retune, but without data only [joint] can be simulated")]
    [InlineData("space: { a: [1, 2] }\nobjective: validLoss\nmodel: cnn", "line 3: model is not a known key")]
    [InlineData("space: { a: [1, 2] }\nobjective: validLoss\nscheduler: { asha: { minEpochs: 30 } }", "minEpochs is 30, but maxEpochs is 27")]
    public void A_bad_file_gets_a_sentence(string text, string sentence) =>
        Assert.Contains(SweepFile.ReadSimulation(text, Files.Folder).Errors, error => error.ToString().Contains(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("constraints: [ \"a + b <= 1.5\", \"a < b\" ]", null)]
    [InlineData("constraints: []", null)]
    [InlineData("constraints: [ \"a + momentum <= 1\" ]", "line 3: the constraint \"a + momentum <= 1\" names momentum, which is not a parameter of the space: there are a, b.")]
    [InlineData("constraints: [ \"a <= \" ]", "line 3: constraints: \"a <= \" cannot be read")]
    [InlineData("constraints: \"a < b\"", "line 3: constraints is a single value, but must be a list of rules")]
    [InlineData("constraints: [ [a] ]", "line 3: constraints lists a list, but must list rules")]
    [InlineData("constraints: [ \"a > 1\", \"b > 0.5\" ]", "line 3: the constraint \"a > 1\" is kept by none of 10000 random configurations")]
    [InlineData("constraints: [ \"a > 0.5\", \"a < 0.5\" ]", "line 3: the constraints contradict one another")]
    [InlineData("constraints: [ \"a < 0.5\" ]\nseedPoints: [ { a: 0.75 } ]", "line 4: seedPoints: a=0.75 breaks the constraint \"a < 0.5\"")]
    public void Constraints_are_checked(string lines, string? sentence)
    {
        var errors = SweepFile.ReadSimulation(Small + lines, Files.Folder).Errors.Select(error => error.ToString()).ToList();

        if (sentence is null)
            Assert.Empty(errors);
        else
            Assert.Contains(errors, error => error.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sweep_file_has_constraints_too_and_they_are_written_and_read_again()
    {
        var spec = Files.Good(Files.With("constraints: [ \"batchSize * learningRate <= 8\", 'dropout < 0.5 or optimizer == \"adam\"' ]"));

        Assert.Equal(["batchSize * learningRate <= 8", "dropout < 0.5 or optimizer == \"adam\""], spec.Space.Constraints!.Select(constraint => constraint.ToString()));
        Assert.Equal(Files.Content(spec), Files.Content(Files.Good(SweepFile.Write(spec))));
    }

    [Theory]
    [InlineData("constraints: [ \"dropout > 0.9\" ]", "line 2: the constraint \"dropout > 0.9\" is kept by none")]
    [InlineData("constraints: [ \"dropuot > 0.9\" ]", "names dropuot, which is not a parameter of the space: did you mean dropout?")]
    [InlineData("configuration: { learningRate: 0.1 }\nconstraints: [ \"learningRate > 0\" ]", "line 3: constraints and configuration are both given")]
    [InlineData("space: { a: { uniform: [0, 1] } }", "line 2: space.a is not a known key")]
    public void A_launch_is_as_strict_as_ever(string lines, string sentence) => Assert.Contains(Files.Errors(Files.With(lines)), error => error.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Without_constraints_the_journal_knows_nothing_of_them() => Assert.Null(Files.Good(Files.With("constraints: []")).Space.Constraints);

    [Theory]
    [InlineData("space: { a: [1, 2] }\nobjective: { name: loss }")]
    [InlineData("objective: validLoss")]
    [InlineData("space: { a: { unifrm: [0, 1] } }\nobjective: validLoss")]
    [InlineData("space: { a: [1, 2] }\nobjective: validLoss\nconstraints: [1]")]
    public void What_the_schema_refuses_reading_refuses_too(string text)
    {
        Assert.NotNull(MiniSchema.Complaint(Schema, Schema, YamlAsJson.Of(text)));

        Assert.NotEmpty(SweepFile.ReadSimulation(text, Files.Folder).Errors);
    }

    [Fact]
    public void The_published_schema_is_the_generated_one()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Search.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        var published = Path.Combine(folder, "docs", "simulate.schema.json");
        if (Environment.GetEnvironmentVariable("SEARCH_WRITE_SCHEMA") == "1")
            File.WriteAllText(published, SweepFile.SimulationSchema());

        Assert.Equal(SweepFile.SimulationSchema(), File.ReadAllText(published));
    }

    private static JsonObject Schema { get; } = JsonNode.Parse(SweepFile.SimulationSchema())!.AsObject();
}
