using System.Globalization;
using System.Text.RegularExpressions;

namespace Search.Client.Tests.Processes;

/// <summary>A strict reader of Prometheus' text format 0.0.4: whatever a scraper might refuse is an error.</summary>
internal sealed partial class PrometheusText
{
    private readonly Dictionary<string, string> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> help = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Sample> samples = new(StringComparer.Ordinal);

    /// <summary>The kind of each metric: counter, gauge, histogram.</summary>
    public IReadOnlyDictionary<string, string> Types => types;

    public IReadOnlyDictionary<string, string> Help => help;

    public IReadOnlyCollection<Sample> Samples => samples.Values;

    /// <exception cref="FormatException">A line is not as it must be.</exception>
    public static PrometheusText Read(string text)
    {
        var read = new PrometheusText();
        if (!text.EndsWith('\n'))
            throw new FormatException("The last line has no end.");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            read.Add(line);
        foreach (var histogram in read.types.Where(type => type.Value == "histogram").Select(type => type.Key))
            read.CheckBuckets(histogram);
        return read;
    }

    private void Add(string line)
    {
        if (TypeLine().Match(line) is { Success: true } type)
        {
            if (!types.TryAdd(type.Groups["name"].Value, type.Groups["kind"].Value))
                throw new FormatException($"Second type: {line}");
        }
        else if (HelpLine().Match(line) is { Success: true } about)
        {
            if (!help.TryAdd(about.Groups["name"].Value, about.Groups["text"].Value))
                throw new FormatException($"Second help: {line}");
        }
        else if (!line.StartsWith('#'))
            AddSample(line);
        else if (line.StartsWith("# TYPE", StringComparison.Ordinal) || line.StartsWith("# HELP", StringComparison.Ordinal))
            throw new FormatException($"Neither type nor help: {line}");
    }

    private void AddSample(string line)
    {
        var match = SampleLine().Match(line);
        if (!match.Success)
            throw new FormatException($"No sample: {line}");
        var name = match.Groups["name"].Value;
        var metric = types.ContainsKey(name) ? name : PartOfHistogram().Replace(name, "");
        if (!types.TryGetValue(metric, out var kind))
            throw new FormatException($"A sample before its type: {line}");
        if (kind == "counter" && !name.EndsWith("_total", StringComparison.Ordinal))
            throw new FormatException($"A counter that does not end in _total: {line}");
        var labels = match.Groups["label"].Captures.Zip(match.Groups["value"].Captures).ToDictionary(pair => pair.First.Value, pair => pair.Second.Value, StringComparer.Ordinal);
        var value = match.Groups["number"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
        var key = $"{name} {string.Join(' ', labels.OrderBy(label => label.Key, StringComparer.Ordinal))}";
        if (!samples.TryAdd(key, new Sample(name, labels, value)))
            throw new FormatException($"The same series twice: {line}");
    }

    private void CheckBuckets(string histogram)
    {
        foreach (var series in Samples.Where(sample => sample.Name == histogram + "_bucket").GroupBy(sample => Without(sample.Labels, "le")))
        {
            var counts = series.Select(bucket => bucket.Value).ToArray();
            var total = Samples.Single(sample => sample.Name == histogram + "_count" && Without(sample.Labels, "le") == series.Key).Value;
            if (!counts.SequenceEqual(counts.Order()) || series.Last().Labels["le"] != "+Inf" || counts[^1] != total)
                throw new FormatException($"The buckets of {histogram} do not add up: {string.Join(' ', counts)} of {total}");
        }
    }

    private static string Without(IReadOnlyDictionary<string, string> labels, string name) =>
        string.Join(' ', labels.Where(label => label.Key != name).OrderBy(label => label.Key, StringComparer.Ordinal));

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<kind>counter|gauge|histogram|summary|untyped)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.*)$")]
    private static partial Regex HelpLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\[\\"n])*)",?)*\})? (?<number>[-+]?(Inf|[0-9.]+([eE][-+]?[0-9]+)?)|NaN)( [0-9]+)?$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex PartOfHistogram();

    /// <summary>One value of one series.</summary>
    internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
}
