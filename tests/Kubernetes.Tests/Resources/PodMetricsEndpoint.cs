namespace Search.Kubernetes.Tests.Resources;

/// <summary>One page of metrics of each pod.</summary>
internal sealed class PodMetricsEndpoint
{
    /// <summary>The port's name in the pod.</summary>
    public string Port { get; set; } = "";

    public string Path { get; set; } = "";

    public string Interval { get; set; } = "";
}
