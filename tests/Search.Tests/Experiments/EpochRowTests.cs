using System.Text;
using System.Text.Json;
using CsCheck;
using Search.Experiments;
using Search.Objectives;
using Xunit;

namespace Search.Tests.Experiments;

public sealed class EpochRowTests
{
    private static readonly Gen<double?> Number = Gen.OneOf(Gen.Double.Where(double.IsFinite).Select(number => (double?)number), Gen.Bool.Select(_ => (double?)null));

    private static readonly Gen<EpochMeasured> Plain = Gen.Select(
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, int.MaxValue], Gen.Int[1, int.MaxValue], Gen.Double[0, 1e6], Gen.Long[0, long.MaxValue]),
        Gen.Select(Number, Number, Number, Number, Number, Number),
        Gen.Byte.Array.Null(),
        Gen.String.Null(),
        (whole, numbers, valid, checkpoint) => new EpochMeasured
        {
            Trial = whole.Item1,
            Measurement = new Measurement
            {
                Attempt = whole.Item2,
                Epoch = whole.Item3,
                Seconds = whole.Item4,
                Value = numbers.Item1,
                TrainLoss = numbers.Item2,
                TrainAccuracy = numbers.Item3,
                ValidLoss = numbers.Item4,
                ValidAccuracy = numbers.Item5,
                LearningRate = numbers.Item6,
            },
            CheckpointBytes = whole.Item5,
            ValidCorrect = valid,
            Checkpoint = checkpoint,
        });

    [Fact]
    public void A_plain_epoch_is_read_as_the_serializer_reads_it() => Plain.Sample(epoch =>
    {
        var json = EventJson.Write(epoch);

        var read = EpochRow.Read(json)!;
        var general = (EpochMeasured)JsonSerializer.Deserialize(json, EventJsonContext.Default.ExperimentEvent)!;

        Assert.Equal(general.Measurement, read.Measurement);
        Assert.Equal((general.Trial, general.Checkpoint, general.CheckpointBytes), (read.Trial, read.Checkpoint, read.CheckpointBytes));
        Assert.Equal(general.ValidCorrect, read.ValidCorrect);
        Assert.Null(read.Test);
    });

    [Fact]
    public void An_epoch_with_several_objectives_is_read_too()
    {
        var several = new EpochMeasured { Trial = 1, Measurement = new Measurement { Attempt = 1, Epoch = 2, Value = 0.5, Others = [1e-300, -2], Seconds = 1 } };

        var read = EpochRow.Read(EventJson.Write(several))!.Measurement;

        Assert.True(read.SameNumbers(several.Measurement));
        Assert.Equal([1e-300, -2], read.Others);
    }

    [Fact]
    public void A_single_objective_leaves_no_trace_of_others() =>
        Assert.Equal("""{"event":"epoch","trial":1,"measurement":{"attempt":1,"epoch":2,"value":0.5,"seconds":1}}""",
            Encoding.UTF8.GetString(EventJson.Write(new EpochMeasured { Trial = 1, Measurement = new Measurement { Attempt = 1, Epoch = 2, Value = 0.5, Seconds = 1 } })));

    [Fact]
    public void An_epoch_scored_on_the_test_split_is_left_to_the_serializer()
    {
        var scored = new EpochMeasured
        {
            Trial = 1,
            Measurement = new Measurement { Attempt = 1, Epoch = 9, Value = 0.5, Seconds = 1 },
            Test = new TestScores { Images = 8, Correct = [255], Losses = [1, float.NaN], Accuracy = 1, Loss = 0.1 },
        };

        Assert.Null(EpochRow.Read(EventJson.Write(scored)));
        Assert.Equal(scored.Test.Losses, ((EpochMeasured)EventJson.Read(EventJson.Write(scored))).Test!.Losses);
    }

    [Theory]
    [InlineData("""{"event":"epoch","trial":1,"measurement":{"attempt":1,"epoch":1,"seconds":1,"later":2}}""")]
    [InlineData("""{"event":"epoch","trial":1,"measurement":{"attempt":1,"epoch":1,"seconds":"Infinity"}}""")]
    [InlineData("""{"event":"epoch","trial":1,"measurement":{"attempt":1,"epoch":1,"others":[1,"NaN"],"seconds":1}}""")]
    [InlineData("""{"event":"epoch","trial":1}""")]
    [InlineData("""{"event":"prepared","trial":1,"attempt":1,"fingerprint":"a","fromEpoch":0}""")]
    public void Whatever_is_not_plain_is_left_to_the_serializer(string json) => Assert.Null(EpochRow.Read(Encoding.UTF8.GetBytes(json)));
}
