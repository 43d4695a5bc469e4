using System.Text.Json.Nodes;
using Search.Specs.Reading;
using Search.Specs.Yaml;

namespace Search.Specs.Tests.Schema;

/// <summary>A YAML text as an editor's schema checker sees it.</summary>
internal static class YamlAsJson
{
    public static JsonNode? Of(string text) => Of(YamlReader.Read(text, new ErrorList())!);

    private static JsonNode? Of(SpecNode node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Of)]),
        _ => node.Value() is not { } value ? null : value.IsText ? JsonValue.Create(value.Text) : value.IsFlag ? JsonValue.Create(value.Flag) : JsonValue.Create(value.Number),
    };
}
