using System.Text.RegularExpressions;
using k8s.Models;
using Search.Kubernetes.Tests.Rendering;
using Search.Kubernetes.Tests.Resources;
using Xunit;

namespace Search.Kubernetes.Tests;

/// <summary>What docs/kubernetes.md names is there.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = RepositoryFiles.Read("docs/kubernetes.md");

    [Fact]
    public void The_guide_names_files_that_exist() =>
        Assert.All(Named().Matches(Guide).Select(match => match.Value.TrimEnd('.', '/')), path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path)), path));

    [Fact]
    public void The_guide_tells_of_every_overlay() =>
        Assert.All(Overlay.Names.Select(row => row.Data), name => Assert.Contains($"| `k8s/overlays/{name}` |", Guide, StringComparison.Ordinal));

    [Fact]
    public async Task The_guide_names_workloads_claims_and_secrets_that_exist()
    {
        var loaded = await Overlay.LoadAsync("gpu");
        var secrets = loaded.Workloads.SelectMany(workload => workload.Container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>();

        Assert.All(Object().Matches(Guide), match => Assert.Contains(loaded.Workloads, workload => workload.Name == match.Groups[1].Value));
        Assert.All(secrets, secret => Assert.Contains($"create secret generic {secret.Name} --from-literal={secret.Key}=", Guide, StringComparison.Ordinal));
        Assert.Contains($"data-{loaded.Named<V1StatefulSet>("search-redis").Metadata.Name}-0", Guide, StringComparison.Ordinal);
        Assert.Contains($"create namespace {loaded.Named<V1StatefulSet>("search-redis").Metadata.NamespaceProperty}\n", Guide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guides_own_overlay_renders()
    {
        var folder = Directory.CreateTempSubdirectory("search-kustomize-");
        try
        {
            var kustomization = Guide.Split("```yaml\n")[1].Split("```")[0].Replace("../k8s", Path.GetRelativePath(folder.FullName, RepositoryFiles.PathOf("k8s")), StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "kustomization.yaml"), kustomization, TestContext.Current.CancellationToken);

            var ours = Overlay.Read(await Kustomize.RenderFolderAsync(folder.FullName));

            Assert.Equal("ghcr.io/you/search:cuda-2026-07", ours.Workload("search-control").Container.Image);
            Assert.Equal("nfs-client", ours.Named<V1PersistentVolumeClaim>("search-shared").Spec.StorageClassName);
            Assert.Equal(16, ours.Named<ScaledObject>("search-devices").Spec.MaxReplicaCount);
            Assert.Equal("http://prometheus.observability.svc:9090", ours.Named<ScaledObject>("search-devices").Spec.Triggers.Single().Metadata["serverAddress"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("k8s/[A-Za-z0-9/._-]+")]
    private static partial Regex Named();

    [GeneratedRegex("(?:statefulset|deploy)/([a-z-]+)")]
    private static partial Regex Object();
}
