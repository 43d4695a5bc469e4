namespace Search.Client.Diagnosis;

/// <summary>The document of <c>doctor --json</c>.</summary>
/// <param name="Findings">One per thing looked at.</param>
internal sealed record MachineReport(IReadOnlyList<Finding> Findings);
