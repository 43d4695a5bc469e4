namespace Search.Specs;

/// <summary>One thing that is wrong with a sweep file, for its author.</summary>
/// <param name="Line">The line, counted from 1; null when the error is in an override or in the file as a whole.</param>
/// <param name="Message">One sentence: what is wrong, the value, the rule and the remedy.</param>
public sealed record SweepError(int? Line, string Message)
{
    /// <summary>"line 7: …", or the sentence alone.</summary>
    public override string ToString() => Line is { } line ? FormattableString.Invariant($"line {line}: {Message}") : Message;
}
