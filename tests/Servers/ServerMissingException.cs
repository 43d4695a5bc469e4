namespace Search.Servers.Tests;

/// <summary>A server that a test needs is not here and cannot be installed: the test is skipped with this reason.</summary>
public sealed class ServerMissingException(string message) : Exception(message);
