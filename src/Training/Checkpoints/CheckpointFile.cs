using System.Security.Cryptography;
using System.Text;
using Search.Objectives;
using static TorchSharp.torch;

namespace Search.Training.Checkpoints;

/// <summary>The file format: magic and version, the place in the run, named blobs, all measurements as footer, and a SHA-256 of everything before it.</summary>
/// <remarks>Little-endian, strings in UTF-8 with a length. Reading executes nothing; a file that is cut or altered is refused by its hash.</remarks>
internal static class CheckpointFile
{
    private const int Version = 2;
    private static readonly byte[] Magic = "SRCHCKPT"u8.ToArray();

    /// <summary>Writes to a temporary file, forces it to the disk, and gives it its name in one step.</summary>
    /// <exception cref="IOException">The disk is full or not writable; nothing of that name is left.</exception>
    public static void Write(string path, Checkpoint checkpoint)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            using (var hash = SHA256.Create())
            {
                using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                using (var writer = new BinaryWriter(hashed, Encoding.UTF8))
                    Write(writer, checkpoint);
                file.Write(hash.Hash!);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        Durable.Folder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Reads and verifies a file.</summary>
    /// <exception cref="InvalidDataException">It is no checkpoint, of another version, cut or altered.</exception>
    public static Checkpoint Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length + sizeof(int) || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException("it is not a checkpoint or was cut at its start");
        var version = BitConverter.ToInt32(bytes, Magic.Length);
        if (version != Version)
            throw new InvalidDataException($"its format version is {version}, but this program reads version {Version}");
        if (!SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            throw new InvalidDataException("its content does not match its hash: it was cut or altered");
        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length + sizeof(int), length - Magic.Length - sizeof(int)), Encoding.UTF8);
        return Read(reader);
    }

    private static void Write(BinaryWriter writer, Checkpoint checkpoint)
    {
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(checkpoint.Identity);
        writer.Write(checkpoint.Fingerprint);
        writer.Write(checkpoint.Epoch);
        writer.Write(checkpoint.Batch);
        writer.Write(checkpoint.Sums.Loss);
        writer.Write(checkpoint.Sums.Correct);
        writer.Write(checkpoint.Sums.Images);
        writer.Write(checkpoint.Sums.Seconds);
        writer.Write(checkpoint.CollapsedEpochs);
        writer.Write(checkpoint.LearningRate);
        writer.Write(checkpoint.Steps);
        writer.Write(checkpoint.Blobs.Count);
        foreach (var (name, blob) in checkpoint.Blobs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write((sbyte)blob.Type);
            writer.Write(blob.Shape.Length);
            foreach (var size in blob.Shape)
                writer.Write(size);
            MeasurementFormat.WriteBytes(writer, blob.Bytes);
        }
        writer.Write(checkpoint.Measurements.Count);
        foreach (var measurement in checkpoint.Measurements)
            MeasurementFormat.Write(writer, measurement);
    }

    private static Checkpoint Read(BinaryReader reader) => new()
    {
        Identity = reader.ReadString(),
        Fingerprint = reader.ReadString(),
        Epoch = reader.ReadInt32(),
        Batch = reader.ReadInt32(),
        Sums = new(reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble()),
        CollapsedEpochs = reader.ReadInt32(),
        LearningRate = reader.ReadDouble(),
        Steps = reader.ReadInt64(),
        Blobs = ReadBlobs(reader),
        Measurements = ReadMeasurements(reader),
    };

    private static Dictionary<string, Blob> ReadBlobs(BinaryReader reader)
    {
        var blobs = new Dictionary<string, Blob>(StringComparer.Ordinal);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            var type = (ScalarType)reader.ReadSByte();
            var shape = new long[reader.ReadInt32()];
            for (var i = 0; i < shape.Length; i++)
                shape[i] = reader.ReadInt64();
            blobs.Add(name, new Blob(type, shape, MeasurementFormat.ReadBytes(reader)));
        }
        return blobs;
    }

    private static EpochFinished[] ReadMeasurements(BinaryReader reader)
    {
        var measurements = new EpochFinished[reader.ReadInt32()];
        for (var i = 0; i < measurements.Length; i++)
            measurements[i] = MeasurementFormat.Read(reader);
        return measurements;
    }
}
