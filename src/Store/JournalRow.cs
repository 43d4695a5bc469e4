namespace Search.Store;

/// <summary>One durable row of an experiment's journal.</summary>
/// <param name="Sequence">Its number, counted from 1.</param>
/// <param name="Payload">UTF-8 JSON of one event.</param>
public readonly record struct JournalRow(long Sequence, ReadOnlyMemory<byte> Payload);
