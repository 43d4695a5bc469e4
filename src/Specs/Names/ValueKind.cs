namespace Search.Specs.Names;

/// <summary>What sort of value a parameter has.</summary>
internal enum ValueKind
{
    Number,
    Integer,
    Word,
    Flag,
}
