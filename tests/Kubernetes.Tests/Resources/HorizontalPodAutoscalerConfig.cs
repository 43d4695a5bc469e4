using k8s.Models;

namespace Search.Kubernetes.Tests.Resources;

/// <summary>What KEDA hands on to the HorizontalPodAutoscaler that it makes.</summary>
internal sealed class HorizontalPodAutoscalerConfig
{
    public V2HorizontalPodAutoscalerBehavior Behavior { get; set; } = new();
}
