using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Search.Specs.Yaml;

/// <summary>Reads one YAML document into nodes with line numbers, refusing what a sweep file never needs.</summary>
/// <remarks>
/// Aliases are allowed, but each counts as large as what it stands for: nested ones could else describe billions of values in
/// a few lines. Tags, merge keys and further documents are refused.
/// </remarks>
internal sealed class YamlReader
{
    public const int MostCharacters = 1 << 20;
    private const int MostNodes = 20_000, MostDepth = 20;

    private readonly Parser parser;
    private readonly ErrorList errors;
    private readonly string? setting;
    private readonly Dictionary<string, (SpecNode Node, int Size)> anchors = new(StringComparer.Ordinal);
    private int nodes;

    private YamlReader(string text, ErrorList errors, string? setting)
    {
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        this.errors = errors;
        this.setting = setting;
    }

    /// <summary>The document's content; null when there is none or an error was added.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="errors">Where errors go.</param>
    /// <param name="setting">The override the text comes from; null for a file.</param>
    public static SpecNode? Read(string text, ErrorList errors, string? setting = null)
    {
        var reader = new YamlReader(text, errors, setting);
        try
        {
            return reader.Document();
        }
        catch (YamlException failure)
        {
            reader.Report(text, failure);
        }
        catch (RefusedException failure)
        {
            errors.Add(failure.Place, failure.Message);
        }
        // The scanner answers some broken texts with its own failure instead of a YamlException.
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            errors.Add(reader.PlaceOf(reader.parser.Current?.End.Line ?? 1), "this is not valid YAML from about here on: check indentation, quotes and brackets.");
        }
        return null;
    }

    private void Report(string text, YamlException failure)
    {
        string[] lines = text.TrimEnd().Split('\n');
        var tab = Array.FindIndex(lines, line => line.TrimStart(' ').StartsWith('\t'));
        if (tab >= 0)
        {
            errors.Add(PlaceOf(tab + 1), "this is not valid YAML: the line begins with a tab; indent with spaces.");
            return;
        }
        // The end of the file may be reported as a line that no editor shows.
        errors.Add(PlaceOf(Math.Min(failure.Start.Line, lines.Length)), $"this is not valid YAML ({failure.Message.TrimEnd('.')}): check indentation, quotes and brackets.");
    }

    private SpecNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var (root, _) = Node(depth: 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            throw Refused(second, "a second document begins here, but a sweep file holds one: remove the line \"---\" and what follows.");
        return root;
    }

    private (SpecNode Node, int Size) Node(int depth)
    {
        var start = parser.Current;
        // The parser takes some broken texts for a map that ends where a value should be.
        if (start is not NodeEvent and not AnchorAlias)
            throw new RefusedException(PlaceOf(start?.Start.Line ?? 1), "this is not valid YAML: a value is missing here.");
        if (depth > MostDepth)
            throw Refused(start, $"values are nested more than {MostDepth} levels deep: no key needs that.");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Expanded(alias);
        var node = (NodeEvent)start;
        Count(node, 1);
        if (!node.Tag.IsEmpty && node.Tag.IsLocal)
            throw Refused(node, $"the tag {node.Tag} has no meaning here: remove it.");
        var before = nodes;
        var place = PlaceOf(node.Start);
        SpecNode read = node switch
        {
            YamlDotNet.Core.Events.Scalar => Scalar(place),
            SequenceStart => List(place, depth),
            _ => Map(place, depth),
        };
        var result = (read, nodes - before + 1);
        if (!node.Anchor.IsEmpty)
            anchors[node.Anchor.Value] = result;
        return result;
    }

    private (SpecNode Node, int Size) Expanded(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var target))
            throw Refused(alias, $"*{alias.Value} refers to an anchor &{alias.Value} that is not complete before this line.");
        Count(alias, target.Size);
        return target;
    }

    private ScalarNode Scalar(Place place)
    {
        var scalar = parser.Consume<Scalar>();
        return new ScalarNode(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private ListNode List(Place place, int depth)
    {
        parser.Consume<SequenceStart>();
        var items = new List<SpecNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1).Node);
        return new ListNode(place, items);
    }

    private MapNode Map(Place place, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();
        var known = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw Refused(parser.Current!, "a key must be a single word.");
            var at = PlaceOf(key.Start);
            var value = Node(depth + 1).Node;
            if (!known.TryAdd(key.Value, at))
                errors.Add(at, $"{key.Value} is given twice, first on {known[key.Value]}: give it once.");
            else
                entries.Add(new MapEntry(key.Value, at, value));
        }
        return new MapNode(place, entries);
    }

    private void Count(ParsingEvent at, int size)
    {
        nodes += size;
        if (nodes > MostNodes)
            throw Refused(at, $"the file describes more than {MostNodes} values, aliases expanded: no sweep needs that many; write fewer or shorter lists.");
    }

    private Place PlaceOf(Mark mark) => PlaceOf(mark.Line);

    private Place PlaceOf(long line) => setting is null ? Place.At(line) : Place.Of(setting);

    private RefusedException Refused(ParsingEvent at, string message) => new(PlaceOf(at.Start), message);

    private sealed class RefusedException(Place place, string message) : Exception(message)
    {
        public Place Place => place;
    }
}
