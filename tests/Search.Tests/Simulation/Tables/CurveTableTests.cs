using Search.Experiments;
using Search.Simulation;
using Search.Simulation.Tables;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Simulation.Tables;

public sealed class CurveTableTests
{
    private const string Csv = """
        configuration,seed,rate,optimizer,momentum,seconds,epoch1,epoch2,epoch3
        0,0,0.001,sgd,0.5,2,0.1,0.2,0.3
        0,1,0.001,sgd,0.5,4,0.2,0.3,0.4
        1,0,0.1,adam,,1,0.5,,
        2,0,0.01,rmsprop,,1,0.3,0.6,0.5

        """;

    private static readonly SearchSpace Space = new()
    {
        Parameters =
        [
            new Parameter { Name = "rate", Domain = new LogDomain(1e-4, 1) },
            new Parameter { Name = "optimizer", Domain = new ChoiceDomain(["adam", "sgd", "rmsprop"]) },
            new Parameter { Name = "momentum", Domain = new UniformDomain(0, 1), When = [new Condition("optimizer", ["sgd"])] },
            new Parameter { Name = "batch", Domain = new ConstantDomain(64) },
        ],
    };

    private static readonly IReadOnlyList<ObjectiveSpec> Accuracy = [ObjectiveSpec.ValidAccuracy];

    [Fact]
    public void Rows_of_equal_parameters_are_one_configuration_with_a_curve_for_each_seed()
    {
        var table = CsvCurves.Read(Csv, Space);

        Assert.Equal((3, 3), (table.Trials.Count, table.Epochs));
        Assert.Equal([0, 1], table.Seeds);
        Assert.Equal([0, 1], table.Trials[0].Curves.Select(curve => curve.Seed));
        Assert.Equal([0.2, 0.3, 0.4], table.Trials[0].Of(1).Values.Select(values => values[0]));
        Assert.False(table.Trials[1].Configuration.Has("momentum"));
    }

    [Fact]
    public void A_recorded_configuration_is_found_whatever_is_fixed_beside_it()
    {
        var table = CsvCurves.Read(Csv, Space);

        Assert.Same(table.Trials[0], table.Nearest(Point(0.001, "sgd", 0.5)));
        Assert.Same(table.Trials[0], table.Nearest(Point(0.001, "sgd", 0.5).With("batch", 64).With("unheard", 1)));
    }

    [Theory]
    [InlineData(0.0012, "sgd", 0.4, 0)] // near in everything
    [InlineData(0.9, "adam", null, 1)] // the only adam
    [InlineData(0.001, "rmsprop", null, 2)] // a quarter of the decades away, but another optimizer is one away
    [InlineData(0.03, "sgd", 0.5, 0)] // closer in rate to the third, which is another optimizer
    public void Another_configuration_is_answered_by_the_nearest(double rate, string optimizer, double? momentum, int expected)
    {
        var table = CsvCurves.Read(Csv, Space);

        Assert.Same(table.Trials[expected], table.Nearest(Point(rate, optimizer, momentum)));
    }

    [Fact]
    public void The_searchs_seed_picks_the_recorded_one_and_where_that_is_missing_another()
    {
        var objective = new TableObjective(CsvCurves.Read(Csv, Space), Accuracy, 3);

        Assert.Equal([0.1, 0.2, 0.3], Values(objective, Point(0.001, "sgd", 0.5), seed: 0));
        Assert.Equal([0.2, 0.3, 0.4], Values(objective, Point(0.001, "sgd", 0.5), seed: 7));
        Assert.Equal([0.3, 0.6, 0.5], Values(objective, Point(0.01, "rmsprop", null), seed: 7));
    }

    [Fact]
    public void A_curve_that_ends_early_failed_there()
    {
        var objective = new TableObjective(CsvCurves.Read(Csv, Space), Accuracy, 3);

        var result = objective.Evaluate(Whole(Point(0.1, "adam", null), 0));

        Assert.Equal([0.5], result.Epochs.Select(epoch => epoch.Values[0]));
        Assert.Equal("the recorded training failed in epoch 2", result.Failure);
        Assert.Null(objective.Evaluate(Whole(Point(0.1, "adam", null), 0) with { ToEpoch = 1 }).Failure);
    }

    [Fact]
    public void Regret_is_the_distance_from_the_best_cell_of_the_seed()
    {
        var objective = new TableObjective(CsvCurves.Read(Csv, Space), Accuracy, 3);

        Assert.Equal(0.6 - 0.2, objective.Regret(Point(0.001, "sgd", 0.5), 0.2, 0), 12);
        Assert.Equal(0, objective.Regret(Point(0.001, "sgd", 0.5), 0.6, 0), 12);
    }

    [Fact]
    public void Json_says_the_same_and_more()
    {
        var table = JsonCurves.Read("""
            { "epochs": 3, "rows": [
                { "seed": 0, "configuration": { "rate": 0.001, "optimizer": "sgd", "momentum": 0.5, "batch": 64 }, "seconds": [1, 2, 3], "values": [[0.1, 9], [0.2, 8], [0.3, 7]] },
                { "seed": 0, "configuration": { "rate": 0.1, "optimizer": "adam" }, "values": [[0.5, 1]] } ] }
            """, Space);
        var objective = new TableObjective(table, [ObjectiveSpec.ValidAccuracy, new ObjectiveSpec("size", Maximize: false)], 3);

        var epochs = objective.Evaluate(Whole(Point(0.001, "sgd", 0.5), 0)).Epochs;

        Assert.Equal([(0.1, 9.0, 1.0), (0.2, 8.0, 2.0), (0.3, 7.0, 3.0)], epochs.Select(epoch => (epoch.Values[0], epoch.Values[1], epoch.Seconds)));
    }

    [Theory]
    [InlineData("", "line 1 must read configuration,seed")]
    [InlineData("configuration,seed,rate,optimizer,momentum,seconds,epoch1\n", "it holds no curves")]
    [InlineData("configuration,seed,rate,optimizer,momentum,seconds,epoch1,epoch3\n", "line 1 must read")]
    [InlineData("configuration,seed,rate,seconds,epoch1\n0,0,1,1,1", "it has no column for optimizer, which the space searches")]
    [InlineData("configuration,seed,rate,optimizer,momentum,width,seconds,epoch1\n", "it has a column width, which is not a parameter of the space")]
    [InlineData("configuration,seed,rate,optimizer,momentum,seconds,epoch1\n0,0,1,sgd,0.5,1", "line 2 has 6 cells, but the first line 7")]
    [InlineData("configuration,seed,rate,optimizer,momentum,seconds,epoch1\n0,a,1,sgd,0.5,1,1", "line 2: seed is \"a\"")]
    [InlineData("configuration,seed,rate,optimizer,momentum,seconds,epoch1\n0,0,1,sgd,0.5,1,NaN", "line 2: epoch1 is \"NaN\"")]
    public void A_bad_table_gets_a_sentence(string csv, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<CurveTableException>(() => CsvCurves.Read(csv, Space)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "it must be an object")]
    [InlineData("{", "it cannot be read as JSON")]
    [InlineData("""{ "epochs": 1, "rows": [ { "seed": 0, "configuration": { "wdith": 1 }, "values": [1] } ] }""", "row 0, counted from 0: wdith is not a parameter")]
    [InlineData("""{ "epochs": 1, "rows": [ { "seed": 0, "configuration": { "rate": 1 }, "values": [1] } ] }""", "row 0, counted from 0: optimizer is missing")]
    [InlineData("""{ "epochs": 1, "rows": [ { "seed": 0, "configuration": { "rate": 1, "optimizer": "adam" }, "values": [1, 2] } ] }""", "it has 2 values, but \"epochs\" is 1")]
    [InlineData("""{ "epochs": 1, "rows": [ { "configuration": { "rate": 1, "optimizer": "adam" }, "values": [1] } ] }""", "it cannot be read as JSON of the right form")]
    public void A_bad_document_gets_a_sentence(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<CurveTableException>(() => JsonCurves.Read(json, Space)).Message, StringComparison.Ordinal);

    [Fact]
    public void Longer_trials_than_recorded_are_refused() =>
        Assert.Contains("lower maxEpochs to 3", Assert.Throws<CurveTableException>(() => new TableObjective(CsvCurves.Read(Csv, Space), Accuracy, 9)).Message, StringComparison.Ordinal);

    private static Configuration Point(double rate, string optimizer, double? momentum)
    {
        var point = Configuration.Empty.With("rate", rate).With("optimizer", optimizer);
        return momentum is { } given ? point.With("momentum", given) : point;
    }

    private static double[] Values(TableObjective objective, Configuration configuration, ulong seed) =>
        [.. objective.Evaluate(Whole(configuration, seed)).Epochs.Select(epoch => epoch.Values[0])];

    private static Span Whole(Configuration configuration, ulong seed) => new() { Trial = 0, Configuration = configuration, Seed = seed, FromEpoch = 1, ToEpoch = 3, Epochs = 3 };
}
