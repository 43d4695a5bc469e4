using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Search.Store.Redis;

/// <summary>The experiments of one cluster on a Redis server: an append is one script, so all its rows or none, in one round trip.</summary>
/// <remarks>
/// <para>An acknowledged row is as durable as the server makes it: with <c>appendonly yes</c> and <c>appendfsync always</c> it survives power
/// loss, with <c>everysec</c> a second may be lost, without an append-only file much more (<see cref="WarningsAsync"/>).</para>
/// <para>A call waits up to the address's time-out, then fails with <see cref="StoreUnavailableException"/>; later calls succeed once the server is
/// back. When an append's answer is lost, whether it was written is not known. The next append with the same expected head then meets
/// <see cref="StaleHeadException"/> if it was, and writes the rows once if it was not: rows are never doubled, also when the first
/// one reaches the server late. So whoever meets any failure reads the journal again before going on. Appends of all experiments share one connection
/// and do not wait for each other's answers; once sent, an append is not cancelled.</para>
/// <para>A call for an experiment that does not exist throws <see cref="KeyNotFoundException"/> unless its description says otherwise.</para>
/// </remarks>
public sealed class RedisExperimentStore : IExperimentStore
{
    // A page of a read: large against a round trip, small against the memory of anybody.
    private const int MostPageBytes = 1 << 20;

    // Long against the writing of a snapshot; what a killed writer leaves goes by itself.
    private static readonly TimeSpan DraftLife = TimeSpan.FromHours(1);

    private readonly RedisAddress address;
    private readonly RedisConnection connection;

    /// <summary>The store at an address. Opening costs nothing: the first call connects.</summary>
    public RedisExperimentStore(RedisAddress address)
    {
        this.address = address;
        connection = new RedisConnection(address);
    }

    /// <summary>What an operator should know about the server's settings, as sentences; empty when rows are kept on its disk and never evicted.</summary>
    /// <exception cref="StoreUnavailableException">The server is out of reach or does not tell.</exception>
    public async Task<IReadOnlyList<string>> WarningsAsync(CancellationToken cancellationToken)
    {
        var information = await connection.CallAsync(database => database.ExecuteAsync("INFO")).WaitAsync(cancellationToken);
        return [.. RedisWarnings.Of(((string?)information ?? "").Split('\n', StringSplitOptions.TrimEntries), address)];
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The server is out of reach or refuses; the identifier may be taken now.</exception>
    public Task<bool> TryCreateAsync(string experiment, CancellationToken cancellationToken)
    {
        var keys = KeysOf(experiment);
        return connection.CallAsync(async database =>
        {
            // Into the list first: an experiment that is not listed would be lost, a listed one that does not exist is left out of the list.
            var listed = database.SetAddAsync(RedisKeys.Experiments(address.ClusterId), experiment);
            var created = await database.ScriptEvaluateAsync(RedisScripts.Create, [keys.State], flags: CommandFlags.NoScriptCache);
            await listed;
            return (bool)created;
        }).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<long?> HeadAsync(string experiment, CancellationToken cancellationToken)
    {
        var keys = KeysOf(experiment);
        var state = await connection.CallAsync(database => database.HashGetAsync(keys.State, ["format", "head"])).WaitAsync(cancellationToken);
        if (state[0].IsNull)
            return null;
        if (state[0] != RedisScripts.Format)
            throw WrittenByNewer(experiment, state[0]!);
        return !state[1].IsNull && state[1].TryParse(out long head) && head >= 0 ? head : throw Damaged(experiment, "its head is missing or no number");
    }

    /// <inheritdoc/>
    public async Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        var keys = KeysOf(experiment);
        cancellationToken.ThrowIfCancellationRequested();
        var arguments = new RedisValue[rows.Count + 1];
        arguments[0] = expectedHead;
        for (var i = 0; i < rows.Count; i++)
            arguments[i + 1] = CheckedRow.Write(expectedHead + i + 1, rows[i].Span);
        var answer = await RunAsync(RedisScripts.Append, [keys.State, keys.Journal], arguments);
        return (string?)answer[0] switch
        {
            RedisScripts.Done => (long)answer[1],
            RedisScripts.Stale => throw new StaleHeadException(
                $"The journal of {experiment} ends at row {answer[1]}, but row {expectedHead} was expected: another writer was here; read the new rows and decide again."),
            RedisScripts.Damaged => throw Damaged(experiment, $"it holds {answer[1]} rows, but its head is {answer[2]}"),
            _ => throw Unusable(experiment, answer),
        };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalRow> ReadAsync(string experiment, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = KeysOf(experiment);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        var head = await HeadAsync(experiment, cancellationToken) ?? throw NoSuch(experiment);
        while (after < head)
        {
            var answer = await RunAsync(RedisScripts.Rows, [keys.State, keys.Journal], [after, head, MostPageBytes]).WaitAsync(cancellationToken);
            if ((string?)answer[0] != RedisScripts.Done)
                throw Unusable(experiment, answer);
            var rows = (RedisValue[])answer[1]!;
            if (rows.Length == 0)
                throw Damaged(experiment, $"row {after + 1} is missing");
            foreach (var row in rows)
            {
                after++;
                yield return new JournalRow(after, CheckedRow.Read(after, row) ?? throw Damaged(experiment, $"row {after} has been altered"));
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>A snapshot older than the stored one changes nothing.</remarks>
    /// <exception cref="ArgumentException"><paramref name="head"/> lies after the journal's.</exception>
    public async Task SaveSnapshotAsync(string experiment, long head, IReadOnlyList<ReadOnlyMemory<byte>> pages, CancellationToken cancellationToken)
    {
        var keys = KeysOf(experiment);
        var identity = Guid.NewGuid().ToString("N");
        var draft = keys.Draft(identity);
        // Page by page, so that no append waits behind all of them.
        for (var i = 0; i < pages.Count; i++)
        {
            var page = CheckedRow.Write(i + 1, pages[i].Span);
            await connection.CallAsync(async database =>
            {
                var pushed = database.ListRightPushAsync(draft, page);
                await database.KeyExpireAsync(draft, DraftLife);
                return await pushed;
            }).WaitAsync(cancellationToken);
        }
        var answer = await RunAsync(RedisScripts.KeepSnapshot, [keys.State, keys.Snapshot, keys.Pages, draft], [head, pages.Count, identity]);
        var outcome = (string?)answer[0];
        if (outcome == RedisScripts.Done)
            return;
        await connection.CallAsync(database => database.KeyDeleteAsync(draft));
        if (outcome == RedisScripts.Older)
            return;
        throw outcome switch
        {
            RedisScripts.Future => new ArgumentException($"A snapshot as of row {head} cannot be kept: the journal of {experiment} ends at row {answer[1]}."),
            RedisScripts.Lost => new StoreUnavailableException($"{address.Server} lost pages of a snapshot of {experiment} on their way: the former snapshot stays."),
            _ => Unusable(experiment, answer),
        };
    }

    /// <inheritdoc/>
    /// <remarks>Also null for a damaged snapshot: the journal alone holds everything.</remarks>
    public async Task<ExperimentSnapshot?> ReadSnapshotAsync(string experiment, CancellationToken cancellationToken)
    {
        var keys = KeysOf(experiment);
        while (true)
        {
            var kept = await connection.CallAsync(database => database.HashGetAsync(keys.Snapshot, ["head", "pages", "id"])).WaitAsync(cancellationToken);
            if (kept.Any(value => value.IsNull) || !kept[0].TryParse(out long head) || !kept[1].TryParse(out int count))
                return null;
            var pages = new List<ReadOnlyMemory<byte>>();
            while (pages.Count < count)
            {
                var answer = await RunAsync(RedisScripts.Page, [keys.Snapshot, keys.Pages], [kept[2], pages.Count]).WaitAsync(cancellationToken);
                // Another snapshot has come: from its first page on.
                if ((string?)answer[0] == RedisScripts.Stale)
                    break;
                if (CheckedRow.Read(pages.Count + 1, (byte[]?)answer[1]) is not { } page)
                    return null;
                pages.Add(page);
            }
            if (pages.Count == count)
                return new(head, pages);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The server is out of reach.</exception>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => connection.CallAsync<IReadOnlyList<string>>(async database =>
    {
        string[] listed = [.. (await database.SetMembersAsync(RedisKeys.Experiments(address.ClusterId))).Select(id => id.ToString()).Order(StringComparer.Ordinal)];
        var exists = await Task.WhenAll(listed.Select(id => database.KeyExistsAsync(KeysOf(id).State)));
        return [.. listed.Where((_, i) => exists[i])];
    }).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Nobody else may write to the experiment meanwhile.</remarks>
    /// <exception cref="StoreUnavailableException">The server is out of reach; the experiment may be gone or not.</exception>
    public Task DeleteAsync(string experiment, CancellationToken cancellationToken)
    {
        var keys = KeysOf(experiment);
        return connection.CallAsync(async database =>
        {
            await database.KeyDeleteAsync([keys.State, keys.Journal, keys.Snapshot, keys.Pages]);
            return await database.SetRemoveAsync(RedisKeys.Experiments(address.ClusterId), experiment);
        }).WaitAsync(cancellationToken);
    }

    /// <summary>Closes the connection; calls in flight fail.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private RedisKeys KeysOf(string experiment)
    {
        ExperimentName.Check(experiment);
        return new(address.ClusterId, experiment);
    }

    private Task<RedisResult[]> RunAsync(string script, RedisKey[] keys, RedisValue[] arguments) => connection.CallAsync(async database =>
        (RedisResult[])(await database.ScriptEvaluateAsync(script, keys, arguments, CommandFlags.NoScriptCache))!);

    private Exception Unusable(string experiment, RedisResult[] answer) => (string?)answer[0] switch
    {
        RedisScripts.Missing => NoSuch(experiment),
        RedisScripts.Newer => WrittenByNewer(experiment, (string)answer[1]!),
        var other => new InvalidOperationException($"{address.Server} answered \"{other}\" to a script."),
    };

    private KeyNotFoundException NoSuch(string experiment) => new($"There is no experiment \"{experiment}\" in {address}.");

    private StoreUnavailableException WrittenByNewer(string experiment, string format) => new(
        $"{experiment} in {address} was written by a newer version of search (format {format}; this one reads {RedisScripts.Format}): use that version, nothing was changed.");

    private CorruptExperimentException Damaged(string experiment, string what) => new(
        $"The data of {experiment} in {address} are damaged: {what}; restore them from a backup or delete the experiment. Other experiments are not concerned.");
}
