namespace Search.Client;

/// <summary>What the process around a command offers; tests bring their own.</summary>
internal sealed class Terminal
{
    /// <summary>Results go here.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, logs and errors go here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Answers and sweep files come from here.</summary>
    public required TextReader In { get; init; }

    /// <summary>True when a person reads <see cref="Out"/>: tables, colour and live views.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>True when a person reads <see cref="Error"/>: progress in place.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>True when a person can be asked.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Width of a line in characters.</summary>
    public int Width { get; init; } = 120;

    /// <summary>Lines that a live picture may take.</summary>
    public int Height { get; init; } = 24;

    /// <summary>Reads an environment variable; null for one that is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Cancelled by Ctrl-C and by the signals that ask a process to end.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>True when colour is wanted: a terminal, and NO_COLOR (no-color.org) not set to anything.</summary>
    public bool HasColor => string.IsNullOrEmpty(Variable("NO_COLOR")) && !IsDumb;

    /// <summary>True for a terminal that cannot be drawn on in place.</summary>
    public bool IsDumb => Variable("TERM") == "dumb";
}
