namespace Search.Simulation;

/// <summary>An objective under the virtual clock: a function, a table of curves, or another process.</summary>
/// <remarks>It is asked in the order of virtual time, and never for the same epoch of a trial twice unless an attempt of it failed in between.</remarks>
public interface ISpanObjective
{
    /// <summary>The values of the span's epochs.</summary>
    SpanResult Evaluate(Span span);
}
