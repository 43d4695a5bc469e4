using System.Text.Json.Serialization;
using Search.Spaces;

namespace Search.Grains.Experiments;

/// <summary>Generated serializer of configurations on the wire.</summary>
[JsonSerializable(typeof(Configuration))]
public sealed partial class ConfigurationJson : JsonSerializerContext;
