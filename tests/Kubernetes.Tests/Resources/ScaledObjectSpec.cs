using k8s.Models;

namespace Search.Kubernetes.Tests.Resources;

/// <summary>What a <see cref="ScaledObject"/> scales, within which limits and by what.</summary>
internal sealed class ScaledObjectSpec
{
    public V2CrossVersionObjectReference ScaleTargetRef { get; set; } = new();

    public int MinReplicaCount { get; set; }

    public int MaxReplicaCount { get; set; }

    /// <summary>Seconds.</summary>
    public int PollingInterval { get; set; }

    /// <summary>Seconds from the last sign of work to no replica at all.</summary>
    public int CooldownPeriod { get; set; }

    public ScaledObjectAdvanced Advanced { get; set; } = new();

    public IList<ScaleTrigger> Triggers { get; set; } = [];
}
