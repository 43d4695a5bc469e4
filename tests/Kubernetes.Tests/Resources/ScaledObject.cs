using k8s;
using k8s.Models;

namespace Search.Kubernetes.Tests.Resources;

/// <summary>KEDA's autoscaler, with the fields that the manifests use (KEDA's custom resource definition, keda.sh/v1alpha1).</summary>
internal sealed class ScaledObject : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public V1ObjectMeta Metadata { get; set; } = new();

    public ScaledObjectSpec Spec { get; set; } = new();
}
