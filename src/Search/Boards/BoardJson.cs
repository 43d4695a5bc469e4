using System.Text.Json;
using System.Text.Json.Serialization;
using Search.Experiments;
using Search.Spaces;

namespace Search.Boards;

/// <summary>Writes read models as UTF-8 JSON, one document each. What is not known is null, never left out.</summary>
public static class BoardJson
{
    /// <summary>Makes a board of one trial and throws it away: what the runtime compiles for that, another thread can have done while a journal is read.</summary>
    public static void Prepare()
    {
        var plan = new TrialPlan { Role = TrialRole.Search, Configuration = Configuration.Empty.With("a", 1.0), TrainImages = 1, ValidImages = 1, Epochs = 1, Target = 1 };
        var spec = new ExperimentSpec { Name = "a", Space = new SearchSpace { Parameters = [] } };
        _ = Write(Leaderboard.Of(ExperimentState.Fold([
            new ExperimentCreated("a", spec, null, DateTimeOffset.UnixEpoch),
            new StageStarted(0, spec.Stages[0], null),
            new TrialAdded { Trial = 0, Stage = 0, Plan = plan },
            new AttemptStarted(0, 1, 1, "a/b"),
            new EpochMeasured { Trial = 0, Measurement = new Measurement { Attempt = 1, Epoch = 1, Value = 1 } },
        ])));
    }

    /// <summary>The document of <c>leaderboard --json</c>.</summary>
    public static byte[] Write(Leaderboard board) => JsonSerializer.SerializeToUtf8Bytes(board, BoardJsonContext.Default.Leaderboard);

    /// <summary>The document of <c>trial --json</c>.</summary>
    public static byte[] Write(TrialView trial) => JsonSerializer.SerializeToUtf8Bytes(trial, BoardJsonContext.Default.TrialView);

    /// <summary>The document of <c>show --json</c>.</summary>
    public static byte[] Write(ExperimentView experiment) => JsonSerializer.SerializeToUtf8Bytes(experiment, BoardJsonContext.Default.ExperimentView);
}

/// <summary>Generated serializers of the read models.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Leaderboard))]
[JsonSerializable(typeof(TrialView))]
[JsonSerializable(typeof(ExperimentView))]
internal sealed partial class BoardJsonContext : JsonSerializerContext;
