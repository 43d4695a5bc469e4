using System.Text.Json.Serialization;
using Search.Client.Diagnosis;
using Search.Client.Experiments;
using Search.Client.Previews;
using Search.Client.Simulations;

namespace Search.Client.Output;

/// <summary>Generated serializers of the documents that only the command line has.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExperimentList))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(TrialLog))]
[JsonSerializable(typeof(Preview))]
[JsonSerializable(typeof(MachineReport))]
[JsonSerializable(typeof(SimulationReport))]
internal sealed partial class ClientJson : JsonSerializerContext;
