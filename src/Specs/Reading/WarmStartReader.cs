using Search.Specs.Yaml;
using Search.Stages;

namespace Search.Specs.Reading;

/// <summary>Reads <c>warmStart</c>: one earlier experiment or a list; whether they exist is known at launch.</summary>
internal sealed class WarmStartReader(ErrorList errors)
{
    /// <summary>The experiments as the file names them; null for none.</summary>
    public IReadOnlyList<string>? Read(SpecNode? node, IReadOnlyList<string> stages)
    {
        if (node is null)
            return null;
        var names = new List<string>();
        foreach (var item in node is ListNode list ? list.Items : [node])
        {
            if (item is not ScalarNode { IsEmpty: false } scalar)
                errors.Add(item.Place, $"warmStart names {item.Kind}, but must name earlier experiments by identifier or prefix, such as [cifar10-7f3a].");
            else if (names.Contains(scalar.Text))
                errors.Add(item.Place, $"warmStart names {scalar.Text} twice: name it once.");
            else
                names.Add(scalar.Text);
        }
        if (names.Count > 0 && !stages.Contains(StageNames.Joint))
            errors.Add(node.Place, $"warmStart is for the stage joint, but stages are {string.Join(", ", stages)}: add joint, or remove warmStart.");
        return names.Count > 0 ? names : null;
    }
}
