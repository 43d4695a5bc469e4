using System.Text.Json.Serialization;

namespace Search.Store.Home;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Gateway))]
internal sealed partial class GatewayJson : JsonSerializerContext;
