using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Search.Training.Checkpoints;
using static TorchSharp.torch;

namespace Search.Training.Runs;

/// <summary>Reads and writes safetensors: a length, a JSON header with every tensor's type, shape and place, then the bytes.</summary>
internal static class SafetensorsFile
{
    private const int Alignment = 8;

    private static readonly Dictionary<ScalarType, string> Types = new()
    {
        [ScalarType.Float32] = "F32",
        [ScalarType.Float64] = "F64",
        [ScalarType.Int64] = "I64",
        [ScalarType.Int32] = "I32",
        [ScalarType.Byte] = "U8",
        [ScalarType.Bool] = "BOOL",
    };

    /// <summary>Writes the tensors in ordinal order of their names, by way of a temporary file.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Blob> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var sorted = tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        var header = Header(sorted, metadata);
        NewFile.Write(path, file =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var (_, blob) in sorted)
                file.Write(blob.Bytes);
        });
    }

    /// <summary>Reads all tensors and the metadata.</summary>
    /// <exception cref="InvalidDataException">The file is no safetensors file, or was cut.</exception>
    public static (Dictionary<string, Blob> Tensors, Dictionary<string, string> Metadata) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : ulong.MaxValue;
        if (length > (ulong)(bytes.Length - Math.Min(bytes.Length, sizeof(ulong))))
            throw new InvalidDataException($"{path} is not a safetensors file, or it was cut.");
        var data = sizeof(ulong) + (int)length;
        using var header = JsonDocument.Parse(bytes.AsMemory(sizeof(ulong), (int)length));
        var tensors = new Dictionary<string, Blob>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                foreach (var pair in entry.Value.EnumerateObject())
                    metadata[pair.Name] = pair.Value.GetString() ?? "";
                continue;
            }
            var type = entry.Value.GetProperty("dtype").GetString();
            var known = Types.FirstOrDefault(pair => pair.Value == type);
            if (known.Value is null)
                throw new InvalidDataException($"{entry.Name} in {path} has the type {type}; known ones are {string.Join(", ", Types.Values)}.");
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            var offsets = entry.Value.GetProperty("data_offsets");
            var (start, end) = (data + offsets[0].GetInt64(), data + offsets[1].GetInt64());
            if (start < data || end < start || end > bytes.Length)
                throw new InvalidDataException($"{entry.Name} in {path} lies outside the file: the file was cut.");
            tensors.Add(entry.Name, new Blob(known.Key, shape, bytes[(int)start..(int)end]));
        }
        return (tensors, metadata);
    }

    private static byte[] Header(IEnumerable<KeyValuePair<string, Blob>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (name, value) in metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            var offset = 0L;
            foreach (var (name, blob) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", Types[blob.Type]);
                json.WriteStartArray("shape");
                foreach (var size in blob.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += blob.Bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // Readers map the tensors' bytes: they start at a multiple of eight, the header padded with spaces.
        var padding = (Alignment - buffer.WrittenCount % Alignment) % Alignment;
        return [.. buffer.WrittenSpan, .. Enumerable.Repeat((byte)' ', padding)];
    }
}
