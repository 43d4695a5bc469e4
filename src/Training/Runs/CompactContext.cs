using System.Text.Json.Serialization;

namespace Search.Training.Runs;

/// <summary>JSON without reflection, on one line: for values inside other files.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class CompactContext : JsonSerializerContext;
