using System.Globalization;
using Azure.Data.Tables;

namespace Search.Store.Azure;

/// <summary>The rows of one append in one entity, so that an append of any number of rows is one small transaction.</summary>
/// <remarks>
/// Azure allows 64 KiB a property, 1 MiB an entity and 4 MiB (as text) a transaction. Rows that do not fit go into a blob beforehand, and the entity
/// names it: until the transaction nobody reads the blob, and if that fails nobody ever will.
/// </remarks>
/// <param name="First">The first row's number.</param>
/// <param name="Last">The last one's; part of the key, so that a reader finds the batch that holds a row by the first key at or after it.</param>
/// <param name="Frames">The rows; null when they are in a blob.</param>
/// <param name="Blob">The blob's name; null when there is none.</param>
internal sealed record RowBatch(long First, long Last, byte[]? Frames, string? Blob)
{
    /// <summary>The most bytes that an entity takes; its names and the head need the rest.</summary>
    public const int MostBytes = MostProperties * PropertyBytes;

    private const int PropertyBytes = 64 * 1024, MostProperties = 14;

    public static string Key(string identity, long last) => string.Create(CultureInfo.InvariantCulture, $"{identity}-r{last:D19}");

    /// <summary>After the keys of all an experiment's batches.</summary>
    public static string EndOfKeys(string identity) => identity + "-s";

    public TableEntity ToEntity(string partition, string identity)
    {
        var entity = new TableEntity(partition, Key(identity, Last)) { ["first"] = First, ["last"] = Last };
        if (Blob is not null)
            entity["blob"] = Blob;
        foreach (var (i, part) in (Frames ?? []).Chunk(PropertyBytes).Index())
            entity[Property(i)] = part;
        return entity;
    }

    /// <summary>Null when a property is missing or of another kind.</summary>
    public static RowBatch? Of(TableEntity entity)
    {
        if (!entity.TryGetValue("first", out var first) || first is not long from || !entity.TryGetValue("last", out var last) || last is not long to)
            return null;
        if (entity.TryGetValue("blob", out var blob))
            return new(from, to, null, blob as string);
        var frames = new MemoryStream();
        for (var i = 0; entity.TryGetValue(Property(i), out var part) && part is byte[] bytes; i++)
            frames.Write(bytes);
        return new(from, to, frames.ToArray(), null);
    }

    private static string Property(int number) => string.Create(CultureInfo.InvariantCulture, $"d{number}");
}
