namespace Search.Specs.Keys;

/// <summary>What stands behind a key.</summary>
internal enum KeyKind
{
    Text,
    Word,
    Number,
    Integer,
    Duration,
    Size,
    Section,

    /// <summary>A form of its own, read by its own reader; its schema is a definition of the same name.</summary>
    Special,
}
