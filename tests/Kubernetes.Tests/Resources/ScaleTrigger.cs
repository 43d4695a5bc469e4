namespace Search.Kubernetes.Tests.Resources;

/// <summary>What a <see cref="ScaledObject"/> scales by.</summary>
internal sealed class ScaleTrigger
{
    public string Type { get; set; } = "";

    public string MetricType { get; set; } = "";

    /// <summary>The settings of the trigger's type; all are texts.</summary>
    public IDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();
}
