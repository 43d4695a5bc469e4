namespace Search.Store;

/// <summary>A compact state of an experiment; the journal's rows after <paramref name="Head"/> complete it.</summary>
/// <param name="Head">The last row that the pages include.</param>
/// <param name="Pages">The pages, in order.</param>
public sealed record ExperimentSnapshot(long Head, IReadOnlyList<ReadOnlyMemory<byte>> Pages);
