namespace Search.Client.Diagnosis;

/// <summary>What <c>search doctor</c> found out about one thing.</summary>
/// <param name="Subject">The thing.</param>
/// <param name="State"><c>ok</c>, <c>warning</c> or <c>failed</c>.</param>
/// <param name="Detail">What it is, or what is wrong and how to mend it.</param>
internal sealed record Finding(string Subject, string State, string Detail)
{
    public static Finding Ok(string subject, string detail) => new(subject, "ok", detail);

    public static Finding Warning(string subject, string detail) => new(subject, "warning", detail);

    public static Finding Failed(string subject, string detail) => new(subject, "failed", detail);
}
