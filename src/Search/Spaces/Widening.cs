namespace Search.Spaces;

/// <summary>A space that takes the place of a narrower one in mid-search: whether it does, what is new in it, and what of the earlier stages' findings still holds.</summary>
internal static class Widening
{
    /// <summary>How the sweep file names a parameter.</summary>
    public static string NameOf(string parameter) => parameter == "model" || parameter.StartsWith("model.", StringComparison.Ordinal) ? parameter : $"space.{parameter}";

    /// <summary>Why the second space is not a wider one, in the words of a sweep file; empty when it is, or is the same.</summary>
    public static IEnumerable<string> Errors(SearchSpace from, SearchSpace to)
    {
        foreach (var old in from.Parameters)
        {
            if (to.Find(old.Name) is not { } wider)
            {
                yield return $"{NameOf(old.Name)} is gone, but was {old.Domain}: a search can only be widened; keep it, or launch a new search.";
                continue;
            }
            foreach (var part in Parts(from, old, wider))
                if (old.DomainFor(part) is var was && wider.DomainFor(part) is var now && !now.Includes(was))
                {
                    yield return $"{NameOf(old.Name)} is {now}{(part.Count > 0 ? $" for {part}" : "")}, but must hold every value of {was}, as it was: a search can only be widened; for a narrower space launch a new one.";
                    break;
                }
        }
        if (!(from.Constraints ?? []).SequenceEqual(to.Constraints ?? []))
            yield return "constraints differ, but only domains can be widened: for other rules launch a new search.";
    }

    /// <summary>What is different in the wider space, one phrase for each parameter, such as <c>dropout uniform [0, 0.9] (was 0)</c>.</summary>
    public static IEnumerable<string> Changes(SearchSpace from, SearchSpace to)
    {
        foreach (var parameter in to.Parameters)
        {
            if (from.Find(parameter.Name) is not { } old)
                yield return $"{parameter.Name} {parameter.Domain} (new)";
            else
                foreach (var part in Parts(from, old, parameter))
                    if (old.DomainFor(part) is var was && parameter.DomainFor(part) is var now && !now.Equals(was))
                        yield return $"{parameter.Name} {now}{(part.Count > 0 ? $" for {part}" : "")} (was {was})";
        }
    }

    /// <summary>The wider space with the narrower domains that earlier stages have found, except of parameters whose own domain was widened: there the owner's word counts.</summary>
    /// <param name="launched">The space with which those stages began.</param>
    /// <param name="wider">The wider one.</param>
    /// <param name="handedOn">What they made of the first.</param>
    public static SearchSpace Carry(SearchSpace launched, SearchSpace wider, SearchSpace handedOn)
    {
        var space = wider;
        foreach (var parameter in wider.Parameters)
            if (launched.Find(parameter.Name) is { } old && handedOn.Find(parameter.Name) is { } learnt && old.Domain.Equals(parameter.Domain))
                space = space.With(parameter with
                {
                    Refinements = [.. learnt.Refinements.Take(learnt.Refinements.Count - old.Refinements.Count).Select(refinement => Scoped(refinement, launched, wider, parameter)), .. parameter.Refinements],
                });
        return space;
    }

    /// <summary>What was found while a deciding parameter was fixed says nothing of its other values.</summary>
    private static Refinement Scoped(Refinement refinement, SearchSpace launched, SearchSpace wider, Parameter parameter) => refinement with
    {
        When = [.. refinement.When, .. wider.Parameters
            .TakeWhile(deciding => deciding.Name != parameter.Name)
            .Where(deciding => deciding.Domain is ChoiceDomain && deciding.When.Count == 0)
            .Select(deciding => launched.Find(deciding.Name))
            .Where(deciding => deciding is { Domain: ConstantDomain })
            .Select(deciding => new Condition(deciding!.Name, [((ConstantDomain)deciding.Domain).Value]))],
    };

    /// <summary>The parts of the narrower space in each of which a parameter has one domain: every combination of the values on which its refinements depend.</summary>
    private static List<Configuration> Parts(SearchSpace from, Parameter old, Parameter wider)
    {
        List<Configuration> parts = [Configuration.Empty];
        foreach (var name in old.Refinements.Concat(wider.Refinements).SelectMany(refinement => refinement.When).Select(condition => condition.Parameter).Distinct())
            if (from.Find(name)?.Domain is { Count: { } count } deciding)
                parts = [.. parts.SelectMany(part => Enumerable.Range(0, (int)count).Select(index => part.With(name, deciding.ValueAt(index))))];
        return [.. parts.Where(part => old.When.All(condition => !part.Has(condition.Parameter) || condition.Holds(part)))];
    }
}
