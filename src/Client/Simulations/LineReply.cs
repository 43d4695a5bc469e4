using System.Text.Json;
using Search.Simulation;

namespace Search.Client.Simulations;

/// <summary>Reads an objective's reply and holds it against what was asked.</summary>
internal static class LineReply
{
    /// <summary>What the reply says; a complaint, to be put after "…, which ", when it cannot be used.</summary>
    /// <param name="line">The line.</param>
    /// <param name="id">The request's number.</param>
    /// <param name="epochs">Epochs that were asked for.</param>
    /// <param name="objectives">Values of an epoch.</param>
    public static (SpanResult? Result, string? Complaint) Read(string line, long id, int epochs, int objectives)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var reply = document.RootElement;
            if (reply.ValueKind != JsonValueKind.Object)
                return (null, "is not a JSON object");
            if (!reply.TryGetProperty("id", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var answered))
                return (null, $"has no id: repeat the request's, \"id\": {id}");
            if (answered != id)
                return (null, $"has the id {answered}: answer every request once, with its own id");
            if (reply.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
                return error.ValueKind == JsonValueKind.String
                    ? (new SpanResult([]) { Failure = error.GetString() }, null)
                    : (null, "has an error that is not a text");
            if (!reply.TryGetProperty("values", out var values) || values.ValueKind != JsonValueKind.Array)
                return (null, "has neither values, a list with one for each epoch, nor an error");
            if (values.GetArrayLength() != epochs)
                return (null, $"has {values.GetArrayLength()} values, but {epochs} epochs were asked for: give one for each, fromEpoch and toEpoch included");
            return Epochs(values, reply, epochs, objectives);
        }
        catch (JsonException)
        {
            return (null, "is not JSON (NaN and Infinity are not; a trial that failed is answered by \"error\")");
        }
    }

    private static (SpanResult?, string?) Epochs(JsonElement values, JsonElement reply, int epochs, int objectives)
    {
        double[] seconds = [.. Enumerable.Repeat(1.0, epochs)];
        if (reply.TryGetProperty("seconds", out var taken) && taken.ValueKind != JsonValueKind.Null)
        {
            if (taken.ValueKind != JsonValueKind.Array || taken.GetArrayLength() != epochs)
                return (null, $"has seconds that are not a list of {epochs} numbers, one for each epoch");
            for (var i = 0; i < epochs; i++)
                if (Number(taken[i]) is not { } second || second < 0)
                    return (null, $"has {taken[i].GetRawText()} among its seconds, which must be numbers from 0");
                else
                    seconds[i] = second;
        }
        var results = new SpanEpoch[epochs];
        for (var i = 0; i < epochs; i++)
        {
            double?[] numbers = values[i].ValueKind == JsonValueKind.Array ? [.. values[i].EnumerateArray().Select(Number)] : [Number(values[i])];
            if (numbers.Length != objectives)
                return (null, $"has {numbers.Length} values in an epoch, but there are {objectives} objectives: give a list with one for each");
            if (numbers.Contains(null))
                return (null, $"has {values[i].GetRawText()} among its values, which must be finite numbers; a trial that failed is answered by \"error\"");
            results[i] = new SpanEpoch([.. numbers.Select(value => value!.Value)], seconds[i]);
        }
        return (new SpanResult(results), null);
    }

    private static double? Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
}
