using Search.Specs.Names;
using Search.Specs.Yaml;

namespace Search.Specs.Reading;

/// <summary>Reads <c>stages</c>: <c>default</c> or a list in the order of the search.</summary>
internal sealed class StagesReader(ErrorList errors)
{
    public IReadOnlyList<string> Read(SpecNode? node, bool isRun)
    {
        IReadOnlyList<string> standard = isRun ? [KnownNames.TrainStage] : KnownNames.SearchStages;
        if (node is null or ScalarNode { Text: "default" })
            return standard;
        IReadOnlyList<SpecNode> items = node is ListNode list ? list.Items : [node];
        var stages = new List<string>();
        foreach (var item in items)
            if (Stage(item) is { } stage)
                stages.Add(stage);
        if (stages.Count < items.Count)
            return standard;
        if (Complaint(stages, isRun) is not { } complaint)
            return stages;
        errors.Add(node.Place, complaint);
        return standard;
    }

    private string? Stage(SpecNode item)
    {
        var text = item is ScalarNode scalar ? scalar.Text : "";
        var rule = new ParameterRule("stages", ValueKind.Word, "") { Words = SweepNames.Stages, LaterWords = KnownNames.LaterStages };
        if (rule.Complaint(text) is not { } complaint)
            return text;
        errors.Add(item.Place, $"stages lists {item.Excerpt}, but {complaint}.");
        return null;
    }

    private static string? Complaint(List<string> stages, bool isRun)
    {
        var order = string.Join(" → ", KnownNames.SearchStages);
        if (stages.Count == 0)
            return $"stages is empty: write default, or some of {order}.";
        if (isRun)
            return stages is [KnownNames.TrainStage] ? null : "stages must be [train] when there is a configuration: remove one of the two.";
        if (stages.Contains(KnownNames.TrainStage))
            return "stages has train, which needs the section configuration: write one, or remove train.";
        var places = stages.Select(stage => KnownNames.SearchStages.ToList().IndexOf(stage)).ToList();
        if (places.Zip(places.Skip(1)).Any(pair => pair.First >= pair.Second))
            return $"stages must each stand once and in the order {order}.";
        if (stages[0] is "promote" or "retune")
            return $"stages begin with {stages[0]}, which has no trials to go on with: put joint before it.";
        return stages.Contains("retune") && !stages.Contains("promote")
            ? "stages have retune without promote, whose trials it re-tunes: add promote before it."
            : null;
    }
}
