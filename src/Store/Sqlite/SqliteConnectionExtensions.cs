using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Search.Store.Sqlite;

/// <summary>The few statements that are not prepared.</summary>
internal static class SqliteConnectionExtensions
{
    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this project.")]
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this project.")]
    public static SqliteCommand Prepared(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
