namespace Search.Bench.Chaos;

/// <summary>A silo ended before it had joined.</summary>
internal sealed class SiloEndedException(string name, int exitCode, string said) : InvalidOperationException($"Silo {name} ended with {exitCode} before it had joined:\n{said}")
{
    /// <summary>Its exit code.</summary>
    public int ExitCode => exitCode;
}
