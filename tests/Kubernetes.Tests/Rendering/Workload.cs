using k8s.Models;

namespace Search.Kubernetes.Tests.Rendering;

/// <summary>A set of pods: a StatefulSet's or a Deployment's.</summary>
internal sealed record Workload(string Name, V1LabelSelector Selector, V1PodTemplateSpec Template)
{
    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    public V1PodSpec Pod => Template.Spec;

    /// <summary>Each pod has one container.</summary>
    public V1Container Container => Pod.Containers.Single();

    /// <summary>The numbers of the ports by their names.</summary>
    public IReadOnlyDictionary<string, int> Ports => (Container.Ports ?? []).ToDictionary(port => port.Name, port => port.ContainerPort, StringComparer.Ordinal);

    /// <summary>True when its pods are among those that a selector picks.</summary>
    public bool IsPickedBy(V1LabelSelector? selector) => selector is { MatchExpressions: null, MatchLabels: { } wanted }
        && wanted.All(label => Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    /// <summary>The environment of its first pod's process, as the cluster would make it.</summary>
    /// <exception cref="InvalidOperationException">It refers to something that is not there.</exception>
    public Dictionary<string, string> Environment(Overlay overlay)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in Container.EnvFrom ?? [])
            foreach (var (name, value) in overlay.Named<V1ConfigMap>(source.ConfigMapRef.Name).Data)
                environment[name] = value;
        foreach (var variable in Container.Env ?? [])
            environment[variable.Name] = variable.Value ?? Value(variable.ValueFrom, overlay);
        return environment;
    }

    private string Value(V1EnvVarSource source, Overlay overlay) => source switch
    {
        { FieldRef.FieldPath: "metadata.name" } => $"{Name}-0",
        { FieldRef.FieldPath: "status.podIP" } => "10.1.2.3",
        { SecretKeyRef: { } secret } => $"<{secret.Name}/{secret.Key}>",
        { ConfigMapKeyRef: { } map } => overlay.Named<V1ConfigMap>(map.Name).Data[map.Key],
        _ => throw new InvalidOperationException($"{Name} takes a variable from a source that the tests do not know."),
    };
}
