using Azure;
using Azure.Data.Tables;

namespace Search.Store.Azure;

/// <summary>An experiment's head entity: an experiment exists when it does, and every append replaces it on condition that nobody else has.</summary>
/// <param name="Identity">Names this experiment's rows and blobs, so that those of a deleted one of the same name are never taken for its own.</param>
/// <param name="Head">The last row's number.</param>
/// <param name="Append">Names the append that moved the head last: one whose answer was lost knows itself again.</param>
/// <param name="Format">The version of the layout.</param>
/// <param name="Version">What the account calls this state of the entity.</param>
internal sealed record AzureState(string Identity, long Head, string Append, int Format, ETag Version)
{
    public const string RowKey = "head";
    public const int CurrentFormat = 1;

    public static AzureState Empty => new(NewName(), 0, "", CurrentFormat, default);

    public static string NewName() => Guid.NewGuid().ToString("N");

    public TableEntity ToEntity(string partition) => new(partition, RowKey) { ["format"] = Format, ["identity"] = Identity, ["head"] = Head, ["append"] = Append };

    /// <summary>Null when a property is missing or of another kind.</summary>
    public static AzureState? Of(TableEntity entity) =>
        entity.TryGetValue("format", out var format) && format is int version && entity.TryGetValue("identity", out var identity) && identity is string name
        && entity.TryGetValue("head", out var head) && head is long last && entity.TryGetValue("append", out var append) && append is string by
            ? new(name, last, by, version, entity.ETag)
            : null;
}
