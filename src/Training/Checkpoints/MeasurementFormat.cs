using System.Runtime.InteropServices;
using Search.Objectives;

namespace Search.Training.Checkpoints;

/// <summary>A measurement's bytes in a checkpoint's footer.</summary>
internal static class MeasurementFormat
{
    /// <summary>Appends a measurement.</summary>
    public static void Write(BinaryWriter writer, EpochFinished measurement)
    {
        writer.Write(measurement.Epoch);
        writer.Write(measurement.TrainLoss);
        writer.Write(measurement.TrainAccuracy);
        writer.Write(measurement.ValidLoss);
        writer.Write(measurement.ValidAccuracy);
        writer.Write(measurement.LearningRate);
        writer.Write(measurement.Seconds);
        writer.Write(measurement.Checkpoint ?? "");
        writer.Write(measurement.CheckpointBytes);
        WriteBytes(writer, measurement.ValidCorrect);
        writer.Write(measurement.Test is not null);
        if (measurement.Test is not { } test)
            return;
        writer.Write(test.Images);
        writer.Write(test.Loss);
        writer.Write(test.Accuracy);
        WriteBytes(writer, test.Correct);
        WriteBytes(writer, MemoryMarshal.AsBytes(test.Losses.AsSpan()));
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static EpochFinished Read(BinaryReader reader) => new()
    {
        Epoch = reader.ReadInt32(),
        TrainLoss = reader.ReadDouble(),
        TrainAccuracy = reader.ReadDouble(),
        ValidLoss = reader.ReadDouble(),
        ValidAccuracy = reader.ReadDouble(),
        LearningRate = reader.ReadDouble(),
        Seconds = reader.ReadDouble(),
        Checkpoint = reader.ReadString() is { Length: > 0 } name ? name : null,
        CheckpointBytes = reader.ReadInt64(),
        ValidCorrect = ReadBytes(reader),
        Test = reader.ReadBoolean() ? ReadTest(reader) : null,
    };

    /// <summary>Appends a length and bytes.</summary>
    public static void WriteBytes(BinaryWriter writer, ReadOnlySpan<byte> bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    /// <summary>Reads what <see cref="WriteBytes"/> wrote.</summary>
    public static byte[] ReadBytes(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());

    private static TestScores ReadTest(BinaryReader reader) => new()
    {
        Images = reader.ReadInt32(),
        Loss = reader.ReadDouble(),
        Accuracy = reader.ReadDouble(),
        Correct = ReadBytes(reader),
        Losses = MemoryMarshal.Cast<byte, float>(ReadBytes(reader)).ToArray(),
    };
}
