using Search.Specs.Names;

namespace Search.Specs.Keys;

/// <summary>A key of the sweep file: what it means and what may stand behind it. Reading and the JSON schema follow the same table.</summary>
internal sealed record Key(string Name, KeyKind Kind, string Description)
{
    public NumberRange Range { get; init; } = new();

    public IReadOnlyList<string> Words { get; init; } = [];

    public IReadOnlyList<Key> Keys { get; init; } = [];

    public bool IsRequired { get; init; }

    /// <summary>A value of a later version, if there is one.</summary>
    public string? LaterWord { get; init; }

    /// <summary>The schema's definition of a <see cref="KeyKind.Special"/>.</summary>
    public string Definition { get; init; } = "";
}
