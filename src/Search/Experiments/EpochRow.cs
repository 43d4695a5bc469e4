using System.Text.Json;

namespace Search.Experiments;

/// <summary>Reads the journal's commonest row, a plain finished epoch, without the serializer's machinery.</summary>
/// <remarks>
/// Most of a journal is such rows, and a command that reads it lives too short for the general reader to become fast. Whatever is not of the plain
/// form is left to that one: this reader knows nothing that it does not.
/// </remarks>
internal static class EpochRow
{
    private static ReadOnlySpan<byte> Start => "{\"event\":\"epoch\","u8;

    /// <summary>The event of a plain row; null for every other.</summary>
    public static EpochMeasured? Read(ReadOnlySpan<byte> json)
    {
        if (!json.StartsWith(Start))
            return null;
        var reader = new Utf8JsonReader(json);
        var (trial, bytes) = (-1, 0L);
        string? checkpoint = null;
        byte[]? valid = null;
        Measurement? measurement = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = reader.ValueTextEquals("event"u8) ? reader.Read()
                : reader.ValueTextEquals("trial"u8) ? Number(ref reader) && reader.TryGetInt32(out trial)
                : reader.ValueTextEquals("measurement"u8) ? (measurement = Numbers(ref reader)) is not null
                : reader.ValueTextEquals("checkpoint"u8) ? Text(ref reader) && (checkpoint = reader.GetString()) is not null
                : reader.ValueTextEquals("checkpointBytes"u8) ? Number(ref reader) && reader.TryGetInt64(out bytes)
                : reader.ValueTextEquals("validCorrect"u8) && Text(ref reader) && reader.TryGetBytesFromBase64(out valid);
            if (!known)
                return null;
        }
        return measurement is null || trial < 0 ? null : new EpochMeasured
        {
            Trial = trial,
            Measurement = measurement,
            Checkpoint = checkpoint,
            CheckpointBytes = bytes,
            ValidCorrect = valid,
        };
    }

    private static Measurement? Numbers(ref Utf8JsonReader reader)
    {
        var (attempt, epoch, seconds) = (-1, -1, double.NaN);
        double? value = null, trainLoss = null, trainAccuracy = null, validLoss = null, validAccuracy = null, learningRate = null;
        double[]? others = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = reader.ValueTextEquals("attempt"u8) ? Number(ref reader) && reader.TryGetInt32(out attempt)
                : reader.ValueTextEquals("epoch"u8) ? Number(ref reader) && reader.TryGetInt32(out epoch)
                : reader.ValueTextEquals("seconds"u8) ? Number(ref reader) && reader.TryGetDouble(out seconds)
                : reader.ValueTextEquals("value"u8) ? Number(ref reader, ref value)
                : reader.ValueTextEquals("others"u8) ? Numbers(ref reader, ref others)
                : reader.ValueTextEquals("trainLoss"u8) ? Number(ref reader, ref trainLoss)
                : reader.ValueTextEquals("trainAccuracy"u8) ? Number(ref reader, ref trainAccuracy)
                : reader.ValueTextEquals("validLoss"u8) ? Number(ref reader, ref validLoss)
                : reader.ValueTextEquals("validAccuracy"u8) ? Number(ref reader, ref validAccuracy)
                : reader.ValueTextEquals("learningRate"u8) && Number(ref reader, ref learningRate);
            if (!known)
                return null;
        }
        return attempt < 0 || epoch < 0 || double.IsNaN(seconds) ? null : new Measurement
        {
            Attempt = attempt,
            Epoch = epoch,
            Value = value,
            Others = others,
            TrainLoss = trainLoss,
            TrainAccuracy = trainAccuracy,
            ValidLoss = validLoss,
            ValidAccuracy = validAccuracy,
            LearningRate = learningRate,
            Seconds = seconds,
        };
    }

    private static bool Numbers(ref Utf8JsonReader reader, ref double[]? numbers)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return false;
        var read = new List<double>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number))
            read.Add(number);
        numbers = [.. read];
        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool Text(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.String;

    private static bool Number(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Number;

    private static bool Number(ref Utf8JsonReader reader, ref double? number)
    {
        if (!Number(ref reader) || !reader.TryGetDouble(out var read))
            return false;
        number = read;
        return true;
    }
}
