using k8s;
using k8s.Models;
using Search.Kubernetes.Tests.Rendering;
using Xunit;

namespace Search.Kubernetes.Tests;

public sealed class SecurityTests
{
    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task No_process_is_root_or_can_become_it_or_writes_outside_of_its_volumes(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Workloads, workload =>
        {
            var (pod, container) = (workload.Pod.SecurityContext, workload.Container.SecurityContext);
            Assert.True(pod.RunAsNonRoot);
            Assert.True(pod.RunAsUser > 0 && pod.RunAsGroup > 0 && pod.FsGroup > 0);
            Assert.Equal("RuntimeDefault", pod.SeccompProfile.Type);
            Assert.True(container.ReadOnlyRootFilesystem);
            Assert.False(container.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.Capabilities.Drop);
            Assert.Null(container.Capabilities.Add);
            Assert.True(workload.Pod is { HostNetwork: null, HostPID: null, HostIPC: null, InitContainers: null });
            Assert.All(workload.Pod.Volumes, volume => Assert.Null(volume.HostPath));
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Programs_on_the_runtime_find_a_place_to_write_to(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Workloads.Where(workload => workload.Name != "search-redis"), workload =>
        {
            var environment = workload.Environment(loaded);
            var temporary = workload.Container.VolumeMounts.Single(mount => mount.MountPath == "/tmp");
            Assert.NotNull(workload.Pod.Volumes.Single(volume => volume.Name == temporary.Name).EmptyDir);
            Assert.Equal(("/tmp", "0"), (environment["HOME"], environment["DOTNET_EnableDiagnostics"]));
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Nobody_gets_at_the_Kubernetes_API(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Workloads, workload => Assert.False(workload.Pod.AutomountServiceAccountToken));
        Assert.All(loaded.All<V1ServiceAccount>(), account => Assert.False(account.AutomountServiceAccountToken));
        Assert.DoesNotContain(loaded.Objects, item => ((IKubernetesObject)item).ApiVersion.StartsWith("rbac.", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Secrets_come_from_secrets(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var secret = loaded.Workloads.SelectMany(workload => workload.Container.Env ?? [])
            .Where(variable => variable.Name is "SEARCH_REDIS_PASSWORD" or "REDISCLI_AUTH" or "SEARCH_AZURE_CONNECTION");

        Assert.DoesNotContain(loaded.Objects, item => ((IKubernetesObject)item).Kind == "Secret");
        Assert.All(secret, variable => Assert.Equal(("search-redis", "password"), (variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Key)));
        Assert.Equal(loaded.Workloads.Any(workload => workload.Name == "search-redis") ? loaded.Workloads.Count() : 0, secret.Count());
        Assert.All(loaded.All<V1ConfigMap>().SelectMany(map => map.Data), entry => Assert.DoesNotMatch("[Pp]assword=|AccountKey|://[^/ ]*@", entry.Value));
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_process_asks_for_what_it_needs_and_is_held_to_its_memory(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);

        Assert.All(loaded.Workloads, workload =>
        {
            Assert.True(workload.Container.Resources.Requests.Keys.ToHashSet().IsSupersetOf(["cpu", "memory"]));
            Assert.True(workload.Container.Resources.Limits["memory"].ToDecimal() >= workload.Container.Resources.Requests["memory"].ToDecimal());
        });
    }
}
