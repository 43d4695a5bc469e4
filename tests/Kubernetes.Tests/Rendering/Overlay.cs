using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Search.Kubernetes.Tests.Resources;
using Xunit;

namespace Search.Kubernetes.Tests.Rendering;

/// <summary>The objects of one overlay, read strictly: a field that Kubernetes does not know is an error.</summary>
internal sealed class Overlay
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["apps/v1/StatefulSet"] = typeof(V1StatefulSet),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["monitoring.coreos.com/v1/PodMonitor"] = typeof(PodMonitor),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["storage.k8s.io/v1/StorageClass"] = typeof(V1StorageClass),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/PersistentVolumeClaim"] = typeof(V1PersistentVolumeClaim),
        ["v1/Service"] = typeof(V1Service),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
    };

    private static readonly ConcurrentDictionary<string, Overlay> Loaded = new(StringComparer.Ordinal);

    private readonly List<object> objects;

    private Overlay(List<object> objects) => this.objects = objects;

    /// <summary>Every overlay that there is.</summary>
    public static TheoryData<string> Names { get; } =
        [.. Directory.EnumerateDirectories(RepositoryFiles.PathOf("k8s/overlays")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>All of its objects.</summary>
    public IReadOnlyList<object> Objects => objects;

    /// <summary>What runs pods, Redis included.</summary>
    public IEnumerable<Workload> Workloads =>
    [
        .. All<V1StatefulSet>().Select(set => new Workload(set.Metadata.Name, set.Spec.Selector, set.Spec.Template)),
        .. All<V1Deployment>().Select(deployment => new Workload(deployment.Metadata.Name, deployment.Spec.Selector, deployment.Spec.Template)),
    ];

    /// <summary>The workloads that are silos.</summary>
    public IEnumerable<Workload> Silos => Workloads.Where(workload => workload.Labels.ContainsKey("search/silo"));

    /// <summary>Renders and reads an overlay, once for all tests: they only look at it.</summary>
    public static async Task<Overlay> LoadAsync(string name)
    {
        var yaml = await Kustomize.RenderAsync(name);
        return Loaded.GetOrAdd(name, _ => Read(yaml));
    }

    /// <summary>Reads manifests.</summary>
    public static Overlay Read(string yaml) => new(KubernetesYaml.LoadAllFromString(yaml, Types, strict: true));

    /// <summary>The objects of one kind.</summary>
    public IEnumerable<T> All<T>() => objects.OfType<T>();

    /// <summary>The one object of a kind and name.</summary>
    public T Named<T>(string name) where T : IMetadata<V1ObjectMeta> => All<T>().Single(item => item.Metadata.Name == name);

    /// <summary>The workload of a name.</summary>
    public Workload Workload(string name) => Workloads.Single(workload => workload.Name == name);
}
