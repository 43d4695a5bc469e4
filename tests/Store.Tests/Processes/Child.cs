using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Search.Store.Home;
using Search.Store.Sqlite;

namespace Search.Store.Tests.Processes;

/// <summary>What the second process does; it talks by lines and never ends by itself before its input does.</summary>
internal static class Child
{
    public static async Task<int> RunAsync(string role, string[] arguments)
    {
        switch (role)
        {
            case "append":
                await AppendAsync(arguments[0], arguments[1]);
                break;
            case "read":
                await ReadAsync(arguments[0], arguments[1]);
                break;
            case "half":
                HalfTransaction(arguments[0]);
                break;
            case "lock":
                Lock(arguments[0]);
                break;
            default:
                return 2;
        }
        return 0;
    }

    public static ReadOnlyMemory<byte> Row(long sequence) => Encoding.ASCII.GetBytes(FormattableString.Invariant($"row {sequence}"));

    // Appends without end and says each head once it is acknowledged.
    private static async Task AppendAsync(string folder, string experiment)
    {
        await using var store = new SqliteExperimentStore(folder);
        var head = (await store.HeadAsync(experiment, default))!.Value;
        while (true)
        {
            head = await store.AppendAsync(experiment, head, [Row(head + 1), Row(head + 2), Row(head + 3)], default);
            Console.WriteLine(head);
        }
    }

    // For every line of input reads the whole journal and says how many rows it has; "bad" when one of them is wrong.
    private static async Task ReadAsync(string folder, string experiment)
    {
        await using var store = new SqliteExperimentStore(folder);
        while (await Console.In.ReadLineAsync() is not null)
        {
            var rows = 0L;
            await foreach (var row in store.ReadAsync(experiment, 0, default))
                if (row.Sequence != ++rows || !row.Payload.Span.SequenceEqual(Row(rows).Span))
                    rows = long.MinValue;
            Console.WriteLine(rows < 0 ? "bad" : rows.ToString(CultureInfo.InvariantCulture));
        }
    }

    // Leaves a transaction open with rows in it, enough of them that SQLite writes them to the log before the commit.
    private static void HalfTransaction(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Run("PRAGMA cache_size = 5; BEGIN IMMEDIATE");
        for (var i = 2; i < 200; i++)
            connection.Run(FormattableString.Invariant($"INSERT INTO journal VALUES ({i}, 0, zeroblob(4000))"));
        Console.WriteLine("half");
        Console.In.ReadLine();
    }

    private static void Lock(string home)
    {
        using var held = HomeLock.TryAcquire(HomeFolder.Resolve(home, _ => null));
        Console.WriteLine(held is null ? "refused" : "held");
        Console.In.ReadLine();
    }
}
