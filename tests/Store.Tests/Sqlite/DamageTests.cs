using System.Text;
using Microsoft.Data.Sqlite;
using Search.Store.Sqlite;
using Xunit;

namespace Search.Store.Tests.Sqlite;

/// <summary>Damaged files, full disks and other versions.</summary>
public sealed class DamageTests : IDisposable
{
    private static readonly ReadOnlyMemory<byte> Needle = Encoding.ASCII.GetBytes("a needle in the file");
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_flipped_bit_in_a_row_is_noticed()
    {
        await WriteAsync("a", Needle);
        var bytes = await File.ReadAllBytesAsync(folder.At("a.db"), Token);
        bytes[bytes.AsSpan().IndexOf(Needle.Span) + 3] ^= 1;
        await File.WriteAllBytesAsync(folder.At("a.db"), bytes, Token);

        var error = await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));

        Assert.Contains("a.db", error.Message, StringComparison.Ordinal);
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text instead of a database, long enough to be one by its length ........................................................")]
    [InlineData("")]
    public async Task A_file_that_is_no_database_loses_only_itself(string content)
    {
        await WriteAsync("a", Needle);
        await WriteAsync("b", Needle);
        await File.WriteAllTextAsync(folder.At("a.db"), content, Token);

        var error = await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));
        await using var store = new SqliteExperimentStore(folder.Path);
        await Assert.ThrowsAsync<CorruptExperimentException>(() => store.AppendAsync("a", 1, [Needle], Token));
        await Assert.ThrowsAsync<CorruptExperimentException>(() => store.HeadAsync("a", Token));

        Assert.Contains("a.db", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, await ReadAsync("b"));
        Assert.Equal(["a", "b"], await store.ListAsync(Token));
    }

    [Fact]
    public async Task A_truncated_file_is_noticed()
    {
        await WriteAsync("a", [.. Enumerable.Repeat<ReadOnlyMemory<byte>>(new byte[3000], 20)]);
        using (var file = File.OpenWrite(folder.At("a.db")))
            file.SetLength(file.Length / 2);

        await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));
    }

    [Fact]
    public async Task A_missing_row_is_noticed()
    {
        await WriteAsync("a", Needle, Needle, Needle);
        Alter("a", "DELETE FROM journal WHERE sequence = 2");

        var error = await Assert.ThrowsAsync<CorruptExperimentException>(() => ReadAsync("a"));

        Assert.Contains("row 2 is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_snapshot_counts_as_none()
    {
        await WriteAsync("a", Needle);
        await using var store = new SqliteExperimentStore(folder.Path);
        await store.SaveSnapshotAsync("a", 1, [Needle, Needle], Token);
        Alter("a", "UPDATE page SET payload = zeroblob(3) WHERE number = 2");

        var snapshot = await store.ReadSnapshotAsync("a", Token);

        Assert.Null(snapshot);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        await WriteAsync("a", Needle);
        Alter("a", "PRAGMA user_version = 99");
        await using var store = new SqliteExperimentStore(folder.Path);

        var reading = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.HeadAsync("a", Token));
        var writing = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 1, [Needle], Token));

        Assert.Contains("newer version", reading.Message, StringComparison.Ordinal);
        Assert.Contains("newer version", writing.Message, StringComparison.Ordinal);
        Alter("a", "PRAGMA user_version = 1");
        Assert.Equal(1, await ReadAsync("a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_of_an_older_version_is_migrated_by_who_opens_it_first(bool byReading)
    {
        await WriteAsync("a", Needle);
        var next = new SqliteSchema(["not used: the file is past this step", "ALTER TABLE journal ADD COLUMN note TEXT; CREATE TABLE extra (id INTEGER)"]);
        await using var store = new SqliteExperimentStore(folder.Path, next, TimeSpan.FromSeconds(1), writable: null);

        if (byReading)
            Assert.Equal(1, await store.HeadAsync("a", Token));
        else
            Assert.Equal(2, await store.AppendAsync("a", 1, [Needle], Token));

        Alter("a", "INSERT INTO extra VALUES (1)");
        using var connection = Connect("a");
        Assert.Equal(2, SqliteSchema.VersionOf(connection));
    }

    [Fact]
    public async Task A_full_disk_is_said_in_a_sentence_and_passes()
    {
        await WriteAsync("a", Needle);
        var full = true;
        await using var store = new SqliteExperimentStore(folder.Path, SqliteSchema.Current, TimeSpan.FromSeconds(1), connection =>
        {
            if (full)
                connection.Run("PRAGMA max_page_count = 8");
        });

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 1, [new byte[100_000]], Token));
        var head = await store.HeadAsync("a", Token);
        full = false;
        var later = await store.AppendAsync("a", 1, [new byte[100_000]], Token);

        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal((1, 2), (head!.Value, later));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_in_a_sentence()
    {
        await WriteAsync("a", Needle);
        await using var store = new SqliteExperimentStore(folder.Path, SqliteSchema.Current, TimeSpan.FromSeconds(1), connection => connection.Run("PRAGMA query_only = 1"));

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendAsync("a", 1, [Needle], Token));

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_is_said_in_a_sentence()
    {
        await File.WriteAllTextAsync(folder.At("experiments"), "", Token);
        await using var store = new SqliteExperimentStore(folder.At("experiments"));

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.TryCreateAsync("a", Token));

        Assert.Contains("experiments", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_interrupted_deletion_leaves_is_never_replayed_into_a_new_experiment()
    {
        await WriteAsync("a", Needle);
        await using var store = new SqliteExperimentStore(folder.Path);
        await store.AppendAsync("a", 1, [Needle], Token);
        File.Copy(folder.At("a.db-wal"), folder.At("b.db-wal"));

        Assert.False(await store.TryCreateAsync("b", Token));
        await store.DeleteAsync("b", Token);
        Assert.True(await store.TryCreateAsync("b", Token));

        Assert.Equal(0, await ReadAsync("b"));
    }

    private async Task WriteAsync(string experiment, params ReadOnlyMemory<byte>[] rows)
    {
        await using var store = new SqliteExperimentStore(folder.Path);
        await store.TryCreateAsync(experiment, Token);
        await store.AppendAsync(experiment, 0, rows, Token);
    }

    private async Task<int> ReadAsync(string experiment)
    {
        await using var store = new SqliteExperimentStore(folder.Path);
        var rows = 0;
        await foreach (var _ in store.ReadAsync(experiment, 0, Token))
            rows++;
        return rows;
    }

    private SqliteConnection Connect(string experiment)
    {
        var connection = new SqliteConnection($"Data Source={folder.At(experiment + ".db")};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Alter(string experiment, string sql)
    {
        using var connection = Connect(experiment);
        connection.Run(sql);
    }
}
