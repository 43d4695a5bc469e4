using Search.Experiments;
using Xunit;

namespace Search.Specs.Tests;

public sealed class SweepObjectivesTests
{
    [Fact]
    public void Several_objectives_keep_their_order_and_have_directions_of_their_own()
    {
        var spec = Files.Good(Files.With("objectives: [ validLoss, { name: parameters, direction: minimize }, validAccuracy ]"));

        Assert.Equal(ObjectiveSpec.ValidLoss, spec.Objective);
        Assert.Equal([ObjectiveSpec.Parameters, ObjectiveSpec.ValidAccuracy], spec.OtherObjectives!);
    }

    [Fact]
    public void A_list_of_one_is_a_single_objective()
    {
        Assert.Null(Files.Good(Files.With("objectives: [ validLoss ]")).OtherObjectives);
        Assert.Equal(ObjectiveSpec.ValidLoss, Files.Good(Files.With("objectives: [ validLoss ]")).Objective);
    }

    [Fact]
    public void They_are_written_and_read_again_in_a_sweep_and_in_a_runs_own_file()
    {
        var spec = Files.Good(Files.With("objectives: [ validAccuracy, parameters ]"));
        var run = Files.Good(SweepFile.WriteRun(spec, Files.Good(Files.With("configuration: { learningRate: 0.1 }")).Configuration!, new RunSpec(), 3));

        Assert.Equal(Files.Content(spec), Files.Content(Files.Good(SweepFile.Write(spec))));
        Assert.Equal(["validAccuracy", "parameters"], run.Objectives.Select(objective => objective.Name));
    }

    [Theory]
    [InlineData("objectives: [ validAccuracy, speed ]", "line 2: objectives is speed, but known are validAccuracy, validLoss, parameters.")]
    [InlineData("objectives: [ validAccuracy, parametres ]", "did you mean parameters")]
    [InlineData("objectives: [ validAccuracy, f1 ]", "line 2: objectives is f1, but that is not in this version, which knows validAccuracy, validLoss, parameters.")]
    [InlineData("objectives: [ validAccuracy, { name: speed } ]", "line 2: objectives.name is speed, but known are validAccuracy, validLoss, parameters.")]
    [InlineData("objectives: [ validAccuracy, { name: parameters, direction: maximize } ]", "line 2: objectives.direction is maximize, but parameters has the direction minimize")]
    [InlineData("objectives: [ parameters, validAccuracy ]", "line 2: objectives begins with parameters, but the first one ranks where only one can, so it must be one of validAccuracy, validLoss")]
    [InlineData("objectives: [ validLoss, validLoss ]", "line 2: objectives lists validLoss twice")]
    [InlineData("objectives: []", "line 2: objectives is an empty list, but must be a list such as [validAccuracy, validLoss, parameters].")]
    [InlineData("objectives: validLoss", "line 2: objectives is a single value, but must be a list")]
    [InlineData("objectives: [ [ validLoss ] ]", "line 2: objectives lists a list, but must list some of validAccuracy, validLoss, parameters.")]
    [InlineData("objective: parameters", "line 2: objective is parameters, but known are validAccuracy, validLoss.")]
    [InlineData("objective: [ validLoss, validAccuracy ]", "line 2: objective is a list, but must be one of validAccuracy, validLoss; several stand in objectives.")]
    [InlineData("objective: validLoss\nobjectives: [ validLoss, validAccuracy ]", "line 3: objective and objectives are both given")]
    public void What_a_training_does_not_report_is_an_error_that_names_what_it_does(string line, string sentence) =>
        Assert.Contains(Files.Errors(Files.With(line)), error => error.Contains(sentence, StringComparison.Ordinal));
}
