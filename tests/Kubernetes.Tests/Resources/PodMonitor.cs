using k8s;
using k8s.Models;

namespace Search.Kubernetes.Tests.Resources;

/// <summary>Pods that Prometheus reads, with the fields that the manifests use (the Prometheus operator's custom resource definition, monitoring.coreos.com/v1).</summary>
internal sealed class PodMonitor : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    public PodMonitorSpec Spec { get; set; } = new();
}
