using k8s.Models;

namespace Search.Kubernetes.Tests.Resources;

/// <summary>Which pods a <see cref="PodMonitor"/> reads, and where.</summary>
internal sealed class PodMonitorSpec
{
    public V1LabelSelector Selector { get; set; } = new();

    public IList<PodMetricsEndpoint> PodMetricsEndpoints { get; set; } = [];
}
