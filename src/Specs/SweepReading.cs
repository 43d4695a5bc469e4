using System.Diagnostics.CodeAnalysis;
using Search.Experiments;

namespace Search.Specs;

/// <summary>What reading a sweep file gave: a specification, or everything that is wrong.</summary>
public sealed class SweepReading
{
    internal SweepReading(ExperimentSpec spec)
    {
        Spec = spec;
        Errors = [];
    }

    internal SweepReading(IReadOnlyList<SweepError> errors) => Errors = errors;

    /// <summary>The specification with every default filled in; null when there are errors.</summary>
    public ExperimentSpec? Spec { get; }

    /// <summary>All errors in the order of their lines; empty when there is a specification.</summary>
    public IReadOnlyList<SweepError> Errors { get; }

    /// <summary>True when the file is good.</summary>
    [MemberNotNullWhen(true, nameof(Spec))]
    public bool IsGood => Spec is not null;
}
