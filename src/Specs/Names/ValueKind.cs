namespace Search.Specs.Names;

/// <summary>What sort of value a parameter has.</summary>
internal enum ValueKind
{
    Number,
    Integer,
    Word,
    Flag,

    /// <summary>Whatever its domain holds: the name belongs to an objective that only its author knows.</summary>
    Any,
}
