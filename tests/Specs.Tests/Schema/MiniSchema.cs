using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Search.Specs.Tests.Schema;

/// <summary>The part of JSON Schema 2020-12 that the sweep file's schema uses; an unknown keyword is an error, so that none is passed over.</summary>
internal static class MiniSchema
{
    public static string? Complaint(JsonObject root, JsonObject schema, JsonNode? value, string path = "$")
    {
        foreach (var (keyword, rule) in schema)
            if (Complaint(root, schema, keyword, rule!, value, path) is { } complaint)
                return complaint;
        return null;
    }

    private static string? Complaint(JsonObject root, JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string path)
    {
        var number = value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : (double?)null;
        switch (keyword)
        {
            case "$schema" or "$defs" or "title" or "description":
                return null;
            case "$ref":
                return Complaint(root, root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value, path);
            case "anyOf":
                return rule.AsArray().Any(form => Complaint(root, form!.AsObject(), value, path) is null) ? null : $"{path}: no form fits";
            case "type":
                return (rule is JsonArray types ? types.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()]).Any(type => Is(type, value)) ? null : $"{path}: not {rule}";
            case "enum":
                return rule.AsArray().Any(word => JsonNode.DeepEquals(word, value)) ? null : $"{path}: not in {rule}";
            case "const":
                return JsonNode.DeepEquals(rule, value) ? null : $"{path}: not {rule}";
            case "minimum":
                return number < rule.GetValue<double>() ? $"{path}: below {rule}" : null;
            case "maximum":
                return number > rule.GetValue<double>() ? $"{path}: above {rule}" : null;
            case "exclusiveMinimum":
                return number <= rule.GetValue<double>() ? $"{path}: not above {rule}" : null;
            case "exclusiveMaximum":
                return number >= rule.GetValue<double>() ? $"{path}: not below {rule}" : null;
            case "pattern":
                return value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch(value.GetValue<string>(), rule.GetValue<string>()) ? null : $"{path}: not like {rule}";
            case "minItems":
                return value is JsonArray few && few.Count < rule.GetValue<int>() ? $"{path}: too short" : null;
            case "maxItems":
                return value is JsonArray many && many.Count > rule.GetValue<int>() ? $"{path}: too long" : null;
            case "minProperties":
                return value is JsonObject none && none.Count < rule.GetValue<int>() ? $"{path}: too few keys" : null;
            case "items":
                return (value as JsonArray)?.Select((item, i) => Complaint(root, rule.AsObject(), item, $"{path}[{i}]")).FirstOrDefault(complaint => complaint is not null);
            case "required":
                return value is JsonObject whole ? rule.AsArray().Select(key => whole.ContainsKey(key!.GetValue<string>()) ? null : $"{path}: {key} is missing").FirstOrDefault(complaint => complaint is not null) : null;
            case "properties":
                return (value as JsonObject)?.Select(pair => rule[pair.Key] is { } inner ? Complaint(root, inner.AsObject(), pair.Value, $"{path}.{pair.Key}") : null).FirstOrDefault(complaint => complaint is not null);
            case "additionalProperties":
                return (value as JsonObject)?.Where(pair => schema["properties"]?[pair.Key] is null)
                    .Select(pair => rule is JsonObject inner ? Complaint(root, inner, pair.Value, $"{path}.{pair.Key}") : $"{path}.{pair.Key} is unknown").FirstOrDefault(complaint => complaint is not null);
            default:
                throw new NotSupportedException($"The schema uses {keyword}, which this test does not know.");
        }
    }

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => Math.Floor(value!.GetValue<double>()) == value.GetValue<double>(),
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        _ => false,
    };
}
