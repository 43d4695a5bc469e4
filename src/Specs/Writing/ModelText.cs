using Search.Spaces;
using Search.Specs.Yaml;

namespace Search.Specs.Writing;

/// <summary>Writes the model's parameters back as <c>model:</c>.</summary>
internal static class ModelText
{
    public static bool IsModel(Parameter parameter) => parameter.Name == "model" || parameter.Name.StartsWith("model.", StringComparison.Ordinal);

    public static string Of(SearchSpace space)
    {
        IReadOnlyList<ParameterValue> families = space.Find("model")?.Domain switch
        {
            ConstantDomain constant => [constant.Value],
            ChoiceDomain choice => choice.Values,
            _ => throw new ArgumentException("The space has no parameter model with named families, so no sweep file describes it.", nameof(space)),
        };
        var texts = families.Select(family => Family(family, space)).ToList();
        return texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
    }

    private static string Family(ParameterValue family, SearchSpace space)
    {
        var chosen = new Configuration([new("model", family)]);
        var settings = space.Parameters
            .Where(parameter => parameter.Name != "model" && IsModel(parameter) && parameter.IsPresent(chosen))
            .Select(parameter => $"{parameter.Name["model.".Length..]}: {DomainText.Of(parameter.DomainFor(chosen), [])}")
            .ToList();
        return settings.Count == 0 ? YamlText.Of(family) : $"{{ family: {YamlText.Of(family)}, {string.Join(", ", settings)} }}";
    }
}
