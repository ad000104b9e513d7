using System.Text.Json.Nodes;

namespace Corpus.Tests;

/// <summary>What becomes of a file if any one of its values is another one.</summary>
internal static class Mutations
{
    private static readonly string[] Values = ["null", "0", "-1", "1.5", "77", "\"\"", "\"other\"", "\"expr:x\"", "true", "[]", "[0]", "[1, 2, 3, 4]", "{}", "{\"fn\": 3}"];

    public static IEnumerable<JsonNode> Of(string json) =>
        from place in Enumerable.Range(0, Places(JsonNode.Parse(json)).Count())
        from value in Values
        select Changed(JsonNode.Parse(json)!, place, value);

    private static JsonNode Changed(JsonNode json, int place, string value)
    {
        Places(json).ElementAt(place)(JsonNode.Parse(value));
        return json;
    }

    // Each sets one value, however deep.
    private static IEnumerable<Action<JsonNode?>> Places(JsonNode? node) => node switch
    {
        JsonObject values => values.SelectMany(value => Places(value.Value).Prepend(other => values[value.Key] = other)),
        JsonArray items => items.SelectMany((item, index) => Places(item).Prepend(other => items[index] = other)),
        _ => [],
    };
}
