using System.Text.Json.Serialization;
using Search.Client.Diagnosis;
using Search.Client.Experiments;
using Search.Client.Previews;

namespace Search.Client.Output;

/// <summary>Generated serializers of the documents that only the command line has.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExperimentList))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(TrialLog))]
[JsonSerializable(typeof(Preview))]
[JsonSerializable(typeof(MachineReport))]
internal sealed partial class ClientJson : JsonSerializerContext;
