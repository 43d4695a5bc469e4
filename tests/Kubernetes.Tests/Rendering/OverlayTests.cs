using k8s.Models;
using Xunit;
using YamlDotNet.Core;

namespace Search.Kubernetes.Tests.Rendering;

public sealed class OverlayTests
{
    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_overlay_renders_and_holds_no_field_that_Kubernetes_does_not_know(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.Equal(["search-control", "search-devices"], loaded.Silos.Select(silo => silo.Name).Order(StringComparer.Ordinal));
        Assert.Contains(loaded.Workloads, workload => workload.Name == "search-cli");
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { port: [] }")]
    [InlineData("apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: a }\nspec: { minReplicas: 0 }")]
    [InlineData("apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: a }\nspec: { podMetricsEndpoints: [{ targetPort: http }] }")]
    [InlineData("apiVersion: v1\nkind: Service\nmetadata: { name: a, name: b }")]
    public void A_field_that_Kubernetes_does_not_know_is_found(string manifest) => Assert.ThrowsAny<YamlException>(() => Overlay.Read(manifest));

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Everything_is_in_one_namespace_and_carries_the_name(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.All<IMetadata<V1ObjectMeta>>(), item =>
        {
            if (item is not V1StorageClass)
                Assert.Equal("search", item.Metadata.NamespaceProperty);
            if (item is not V1ConfigMap)
                Assert.Equal("search", item.Metadata.Labels["app.kubernetes.io/name"]);
            Assert.StartsWith("search", item.Metadata.Name, StringComparison.Ordinal);
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task What_is_referred_to_is_there(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Workloads, workload =>
        {
            Assert.NotEmpty(workload.Environment(loaded));
            Assert.True(workload.IsPickedBy(workload.Selector));
            Assert.Single(loaded.Workloads, other => other.IsPickedBy(workload.Selector));
            loaded.Named<V1ServiceAccount>(workload.Pod.ServiceAccountName);
            foreach (var volume in workload.Pod.Volumes)
            {
                if (volume.PersistentVolumeClaim is { } claim)
                    loaded.Named<V1PersistentVolumeClaim>(claim.ClaimName);
                if (volume.ConfigMap is { } map)
                    loaded.Named<V1ConfigMap>(map.Name);
            }
        });
        Assert.All(loaded.All<V1StatefulSet>(), set => Assert.True(loaded.Workload(set.Metadata.Name).IsPickedBy(Labels(loaded.Named<V1Service>(set.Spec.ServiceName)))));
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task A_service_leads_to_ports_that_its_pods_have(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.All<V1Service>(), service =>
        {
            var workloads = loaded.Workloads.Where(workload => workload.IsPickedBy(Labels(service))).ToArray();
            Assert.NotEmpty(workloads);
            Assert.All(workloads, workload => Assert.All(service.Spec.Ports, port => Assert.Equal(port.Port, workload.Ports[port.TargetPort.Value])));
        });
    }

    private static V1LabelSelector Labels(V1Service service) => new() { MatchLabels = service.Spec.Selector };
}
