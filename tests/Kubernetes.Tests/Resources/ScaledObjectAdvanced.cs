namespace Search.Kubernetes.Tests.Resources;

/// <summary>The part of a <see cref="ScaledObject"/> that shapes the HorizontalPodAutoscaler that KEDA makes of it.</summary>
internal sealed class ScaledObjectAdvanced
{
    public HorizontalPodAutoscalerConfig HorizontalPodAutoscalerConfig { get; set; } = new();
}
