using Search.Spaces;

namespace Search.Specs.Names;

/// <summary>A parameter that a sweep file may name, and the values that make sense for it.</summary>
internal sealed record ParameterRule(string Name, ValueKind Kind, string Description)
{
    public NumberRange Range { get; init; } = new();

    /// <summary>The words of a <see cref="ValueKind.Word"/>.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Words that a later version will know.</summary>
    public IReadOnlyList<string> LaterWords { get; init; } = [];

    /// <summary>Why a value cannot be this parameter's, to be put after "x is v, but "; null when it can.</summary>
    public string? Complaint(ParameterValue value) => Kind switch
    {
        ValueKind.Word => !value.IsText ? $"must be one of {string.Join(", ", Words)}" : WordComplaint(value.Text),
        ValueKind.Any => null,
        ValueKind.Flag => value.IsFlag ? null : "must be true or false",
        _ when !value.IsNumber => "must be a number",
        ValueKind.Integer when Math.Floor(value.Number) != value.Number => "must be a whole number",
        _ => Range.Contains(value.Number) ? null : $"must be {Range}",
    };

    private string? WordComplaint(string word)
    {
        if (Words.Contains(word, StringComparer.Ordinal))
            return null;
        if (LaterWords.Contains(word, StringComparer.OrdinalIgnoreCase))
            return $"that is not in this version, which knows {string.Join(", ", Words)}";
        return Nearest.Of(word, Words) is { } near
            ? $"known are {string.Join(", ", Words)}; did you mean {near}"
            : $"known are {string.Join(", ", Words)}";
    }
}
