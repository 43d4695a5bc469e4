using k8s.Models;
using Search.Kubernetes.Tests.Rendering;
using Xunit;

namespace Search.Kubernetes.Tests;

public sealed class NetworkTests
{
    private static readonly string[] Everyone = ["search-cli", "search-control", "search-devices"];
    private static readonly string[] Silos = ["search-control", "search-devices"];

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Only_silos_and_the_command_line_reach_what_they_must(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var hasRedis = loaded.Workloads.Any(workload => workload.Name == "search-redis");

        Assert.All(Silos, silo =>
        {
            var ports = loaded.Workload(silo).Ports;
            Assert.Equal(Silos, Reaching(loaded, silo, ports["silo"]));
            Assert.Equal(Everyone, Reaching(loaded, silo, ports["gateway"]));
            Assert.Empty(Reaching(loaded, silo, ports["http"]));
        });
        if (hasRedis)
            Assert.Equal(Everyone, Reaching(loaded, "search-redis", loaded.Workload("search-redis").Ports["redis"]));
        Assert.DoesNotContain(loaded.Workloads, workload => Reaching(loaded, "search-cli", workload.Ports.Values.FirstOrDefault()).Length > 0);
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task From_other_namespaces_only_Prometheus_comes_and_only_to_the_metrics(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var outside = loaded.All<V1NetworkPolicy>().SelectMany(policy => (policy.Spec.Ingress ?? []).Select(rule => (policy, rule)))
            .Where(entry => entry.rule.FromProperty is not { } peers || peers.Any(peer => peer.NamespaceSelector is not null || peer.IpBlock is not null || peer.PodSelector is null))
            .ToArray();

        Assert.All(outside, entry =>
        {
            Assert.Equal("search-metrics", entry.policy.Metadata.Name);
            Assert.All(loaded.Silos, silo => Assert.True(silo.IsPickedBy(entry.policy.Spec.PodSelector)));
            Assert.Equal([$"{loaded.Workload("search-control").Ports["http"]}"], entry.rule.Ports.Select(port => port.Port.Value));
            var peer = Assert.Single(entry.rule.FromProperty);
            Assert.True(peer is { NamespaceSelector.MatchLabels.Count: 1, PodSelector.MatchLabels.Count: 1 });
        });
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Whatever_no_policy_allows_is_refused(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var closed = loaded.All<V1NetworkPolicy>().Where(policy => policy.Spec.PolicyTypes.Order(StringComparer.Ordinal).SequenceEqual(["Egress", "Ingress"]));

        Assert.All(loaded.Workloads, workload => Assert.Contains(closed, policy => workload.IsPickedBy(policy.Spec.PodSelector)));
    }

    /// <summary>The workloads of the namespace that may both send to and be received at a port.</summary>
    private static string[] Reaching(Overlay overlay, string target, int port) =>
    [
        .. overlay.Workloads.Where(source => IsReceived(overlay, source, overlay.Workload(target), port) && IsSent(overlay, source, overlay.Workload(target), port))
            .Select(source => source.Name).Order(StringComparer.Ordinal),
    ];

    private static bool IsReceived(Overlay overlay, Workload source, Workload target, int port) =>
        overlay.All<V1NetworkPolicy>().Where(policy => target.IsPickedBy(policy.Spec.PodSelector)).SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => HasPort(rule.Ports, port) && HasPeer(rule.FromProperty, source));

    private static bool IsSent(Overlay overlay, Workload source, Workload target, int port) =>
        overlay.All<V1NetworkPolicy>().Where(policy => source.IsPickedBy(policy.Spec.PodSelector)).SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => HasPort(rule.Ports, port) && HasPeer(rule.To, target));

    private static bool HasPort(IList<V1NetworkPolicyPort>? ports, int port) => ports is null || ports.Any(allowed => allowed.Port.Value == $"{port}");

    private static bool HasPeer(IList<V1NetworkPolicyPeer>? peers, Workload workload) =>
        peers is null || peers.Any(peer => peer is { NamespaceSelector: null, IpBlock: null } && workload.IsPickedBy(peer.PodSelector));
}
