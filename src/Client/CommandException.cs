namespace Search.Client;

/// <summary>A command cannot go on: a sentence for the user and the process's exit code.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The user's mistake.</summary>
    public static CommandException Usage(string message) => new(Client.ExitCode.Usage, message);

    /// <summary>There is no such experiment or trial.</summary>
    public static CommandException NotFound(string message) => new(Client.ExitCode.NotFound, message);

    /// <summary>It was tried and did not work.</summary>
    public static CommandException Failed(string message) => new(Client.ExitCode.Failed, message);

    /// <summary>Nobody answers.</summary>
    public static CommandException Unreachable(string message) => new(Client.ExitCode.Unreachable, message);
}
