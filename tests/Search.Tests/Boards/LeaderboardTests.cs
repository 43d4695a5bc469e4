using System.Text.Json;
using Search.Boards;
using Search.Experiments;
using Search.Objectives;
using Search.Statistics;
using Search.Tests.Simulation;
using Xunit;

namespace Search.Tests.Boards;

public sealed class LeaderboardTests
{
    private static readonly ExperimentState Whole = SimulatorTests.Simulate(Specs.Default(), workers: 2).Experiment.State;

    [Fact]
    public void The_default_board_is_the_latest_stage_with_results()
    {
        var during = SimulatorTests.Simulate(Specs.Default(), workers: 1, maxEpochs: 3).Experiment.State;

        Assert.All(Leaderboard.Of(Whole).Rows, row => Assert.Equal("retune", row.Stage));
        Assert.All(Leaderboard.Of(during).Rows, row => Assert.Equal("learningRate", row.Stage));
    }

    [Fact]
    public void Ranks_go_by_depth_then_value_then_age_within_stage_and_size()
    {
        var rows = Leaderboard.Of(Whole, Leaderboard.AllStages).Rows;

        Assert.Equal(Whole.Trials.Count, rows.Count);
        foreach (var group in rows.GroupBy(row => (row.Stage, row.TrainImages)))
        {
            LeaderboardRow[] ranked = [.. group.Where(row => row.Rank is not null)];
            Assert.Equal(Enumerable.Range(1, ranked.Length), ranked.Select(row => row.Rank!.Value));
            foreach (var (above, below) in ranked.Zip(ranked.Skip(1)))
                Assert.True(
                    (above.Epochs, above.Value, -above.Trial).CompareTo((below.Epochs, below.Value, -below.Trial)) > 0,
                    $"{above} before {below}");
        }
    }

    [Fact]
    public void A_minimised_objective_keeps_its_sign_and_ranks_the_smallest_first()
    {
        var spec = Specs.Default() with { Objective = ObjectiveSpec.ValidLoss };

        var board = Leaderboard.Of(SimulatorTests.Simulate(spec, workers: 2).Experiment.State, "joint");

        Assert.Equal(("validLoss", "minimize"), (board.Objective, board.Direction));
        Assert.All(board.Rows, row => Assert.True(row.Value > 0));
        var deepest = board.Rows.Where(row => row.Epochs == board.Rows[0].Epochs).ToList();
        Assert.Equal(deepest.Min(row => row.Value), deepest[0].Value);
        Assert.All(board.Rows, row => Assert.Null(row.Ci95));
    }

    [Fact]
    public void A_single_run_has_Wilsons_interval_and_a_repeated_one_Students_over_its_seeds()
    {
        var rows = Leaderboard.Of(Whole).Rows;
        var arm = rows.Single(row => row.Role == TrialRole.Retuned && rows.Any(other => other.Parent == row.Trial && other.Repeat > 0));
        double[] values = [.. rows.Where(row => row.Parent == arm.Trial && row.Repeat > 0).Select(row => row.Value!.Value)];
        var single = rows.First(row => row.Role == TrialRole.Retuned && row != arm);

        var student = StudentT.Interval95(values)!.Value;
        var wilson = Wilson.Interval95(single.Value!.Value, Specs.Data.ValidImages);
        Assert.Equal([student.Low, student.High], arm.Ci95!);
        Assert.Equal([wilson.Low, wilson.High], single.Ci95!);
    }

    [Fact]
    public void The_test_column_pools_the_repeats_of_an_arm_and_is_null_where_nothing_was_scored()
    {
        var rows = Leaderboard.Of(Whole).Rows;
        var arm = rows.Single(row => row.Role == TrialRole.Retuned && row.Test is not null);
        var repeats = Whole.Trials.Where(trial => trial.Plan.Parent == arm.Trial && trial.Plan.Repeat > 0).ToList();

        Assert.Equal(5, arm.Test!.Seeds);
        Assert.Equal(repeats.Average(trial => trial.Test!.Accuracy), arm.Test.Value, 12);
        Assert.InRange(arm.Test.Value, arm.Test.Ci95![0], arm.Test.Ci95[1]);
        Assert.All(Leaderboard.Of(Whole, "joint").Rows, row => Assert.Null(row.Test));
    }

    [Fact]
    public void The_carried_arm_shows_its_repeats_on_its_own_board()
    {
        var carried = Whole.Trials.First(trial => trial.Plan.Role == TrialRole.Carried).Plan.Parent;

        var row = Leaderboard.Of(Whole, "promote").Rows.Single(row => row.Trial == carried);

        Assert.Equal(5, row.Test!.Seeds);
    }

    [Fact]
    public void Noise_is_null_until_three_seeds_of_one_configuration_are_measured()
    {
        var scan = Leaderboard.Of(Whole, "augmentation");
        var joint = Leaderboard.Of(Whole, "joint");
        double[] baseline = [.. Whole.Stages[1].Trials.Where(trial => trial.Plan.Label == "baseline").Select(trial => trial.Value)];

        Assert.True(baseline.Length >= 3);
        Assert.Null(joint.Noise);
        Assert.InRange(scan.Noise!.Value, 0.001, 0.02);
    }

    [Fact]
    public void Noise_leaves_out_the_run_that_was_picked_for_its_value()
    {
        double[][] arms = [.. Whole.Stages[^1].Trials.Where(trial => trial.Plan.Repeat > 0).GroupBy(trial => trial.Plan.Parent, trial => trial.Value).Select(arm => arm.ToArray())];

        Assert.Equal(PooledSpread.Of(arms)!.Value.Deviation, Leaderboard.Of(Whole).Noise!.Value, 12);
    }

    [Fact]
    public void The_winner_is_the_first_that_the_last_stage_selected()
    {
        Assert.Equal(Whole.Stage!.HandOn!.Selected[0], Leaderboard.Of(Whole).Winner);
        Assert.Null(Leaderboard.Of(SimulatorTests.Simulate(Specs.Default(), workers: 1, maxEpochs: 3).Experiment.State).Winner);
    }

    [Fact]
    public void Top_cuts_each_stage_and_an_unknown_stage_names_those_begun()
    {
        Assert.Equal(2, Leaderboard.Of(Whole, top: 2).Rows.Count);
        Assert.Equal(10, Leaderboard.Of(Whole, Leaderboard.AllStages, top: 2).Rows.Count);
        var error = Assert.Throws<ArgumentException>(() => Leaderboard.Of(Whole, "jiont"));
        Assert.Contains("learningRate, augmentation, joint, promote, retune", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_round_of_a_stage_has_a_label_of_its_own()
    {
        var (experiment, _) = SimulatorTests.Simulate(Specs.Default(), workers: 2);
        experiment.Extend(4, DateTimeOffset.UnixEpoch);
        new Search.Simulation.Simulator(experiment, new Search.Simulation.SyntheticCurves(), 2).Run();

        Assert.Equal(["learningRate", "augmentation", "joint", "promote", "retune", "joint#2", "promote#2", "retune#2"], StageLabels.Begun(experiment.State));
        Assert.Equal(5, StageLabels.Find(experiment.State, "joint")!.Index);
        Assert.Equal(2, StageLabels.Find(experiment.State, "joint#1")!.Index);
        Assert.Null(StageLabels.Find(experiment.State, "joint#3"));
    }

    [Theory]
    [InlineData(0b1111_0000, 0b1111_0000, true)]
    [InlineData(0b1111_1111, 0b0000_0000, false)]
    public void Neighbours_on_the_same_images_are_tied_unless_McNemar_tells_them_apart(int first, int second, bool tied)
    {
        var state = TwoRuns(Mask(first), Mask(second));

        var rows = Leaderboard.Of(state).Rows;

        Assert.Equal([null, tied], rows.Select(row => row.Tied));
    }

    [Fact]
    public void Neighbours_without_images_are_not_compared() =>
        Assert.All(Leaderboard.Of(TwoRuns(null, null)).Rows, row => Assert.Null(row.Tied));

    [Fact]
    public void A_failed_trial_has_no_rank_and_says_what_happened()
    {
        var state = TwoRuns(null, null);
        state.Apply(new AttemptEnded(0, 1, TrialState.Failed, FailureKind.OutOfMemory, "512 MiB were not to be had"));

        var row = Leaderboard.Of(state).Rows[^1];

        Assert.Equal((0, (int?)null, "outOfMemory: 512 MiB were not to be had"), (row.Trial, row.Rank, row.Reason));
    }

    [Fact]
    public void The_document_has_the_documented_members_in_order_and_nulls_are_written()
    {
        using var document = JsonDocument.Parse(BoardJson.Write(Leaderboard.Of(Whole)));
        var root = document.RootElement;

        Assert.Equal(["experiment", "status", "objective", "direction", "noise", "gain", "winner", "rows", "objectives", "front"], root.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["value", "ci95", "control", "split", "seeds", "testReads"], root.GetProperty("gain").EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            ["rank", "trial", "parent", "role", "repeat", "seed", "stage", "state", "value", "ci95", "test", "tied", "epochs", "trainImages", "configuration", "reason", "attempts", "exact", "seconds", "device", "values"],
            root.GetProperty("rows")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("completed", root.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("rows")[0].GetProperty("tied").ValueKind);
        Assert.Equal(JsonValueKind.Number, root.GetProperty("rows")[0].GetProperty("configuration").GetProperty("learningRate").ValueKind);
    }

    private static byte[] Mask(int bits) => [.. Enumerable.Repeat((byte)bits, 25)];

    /// <summary>Two trials on 200 validation images, each right on the images of its mask (on half of them without one).</summary>
    private static ExperimentState TwoRuns(params byte[]?[] masks)
    {
        var plan = new TrialPlan { Role = TrialRole.Search, Configuration = Search.Spaces.Configuration.Empty, TrainImages = 1500, ValidImages = 200, Epochs = 1, Target = 1 };
        var state = ExperimentState.Fold([new ExperimentCreated("two-0001", Specs.Default(), null, DateTimeOffset.UnixEpoch), new StageStarted(0, "learningRate", null)]);
        for (var trial = 0; trial < masks.Length; trial++)
        {
            var value = masks[trial]?.Sum(bits => System.Numerics.BitOperations.PopCount(bits)) / 200.0 ?? 0.5;
            state.Apply(new TrialAdded { Trial = trial, Stage = 0, Plan = plan });
            state.Apply(new AttemptStarted(trial, 1, 1, "local/cpu0"));
            state.Apply(new EpochMeasured { Trial = trial, ValidCorrect = masks[trial], Measurement = new Measurement { Attempt = 1, Epoch = 1, Value = value } });
        }
        return state;
    }
}
