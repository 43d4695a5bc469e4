using System.Text;
using System.Text.Json;
using Search.Simulation;
using Search.Spaces;

namespace Search.Client.Simulations;

/// <summary>Any objective that speaks JSON lines (docs/simulate.md). One request at a time; requests come in the order of virtual time.</summary>
internal sealed class LineObjective(LineChannel channel, int objectives, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken) : ISpanObjective
{
    private const int LongestExcerpt = 80;
    private static readonly ConfigurationConverter Configurations = new();
    private long requests;

    /// <exception cref="CommandException">The other end did not answer as it must.</exception>
    public SpanResult Evaluate(Span span)
    {
        var id = ++requests;
        string? line;
        try
        {
            line = channel.Ask(Request(id, span), timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw Failed(id, span, FormattableString.Invariant($"was not answered within {timeout.TotalSeconds} s: raise --timeout, or answer sooner"));
        }
        if (line is null)
            throw Failed(id, span, $"was not answered by {channel.Name}, which {channel.Farewell()}");
        var (result, complaint) = LineReply.Read(line, id, span.ToEpoch - span.FromEpoch + 1, objectives);
        return result ?? throw Failed(id, span, $"was answered \"{(line.Length > LongestExcerpt ? line[..LongestExcerpt] + "…" : line)}\" by {channel.Name}, which {complaint}");
    }

    private static CommandException Failed(long id, Span span, string what) =>
        CommandException.Failed($"--objective: request {id} (trial {span.Trial}, seed {span.Seed}, epochs {span.FromEpoch} to {span.ToEpoch}) {what}.");

    private static string Request(long id, Span span)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteNumber("trial", span.Trial);
            json.WriteNumber("seed", span.Seed);
            json.WritePropertyName("configuration");
            Configurations.Write(json, span.Configuration, JsonSerializerOptions.Default);
            json.WriteNumber("fraction", span.Fraction);
            json.WriteNumber("fromEpoch", span.FromEpoch);
            json.WriteNumber("toEpoch", span.ToEpoch);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
