using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Search.Silo.Hosting;

/// <summary>Healthy while the silo is an active member of its cluster that is not about to leave.</summary>
internal sealed class MembershipCheck(ISiloStatusOracle status, IHostApplicationLifetime lifetime) : IHealthCheck
{
    /// <summary>The tag of checks that say whether work may be sent here.</summary>
    public const string Ready = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(
        lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("draining")
        : status.CurrentStatus == SiloStatus.Active ? HealthCheckResult.Healthy()
        : HealthCheckResult.Unhealthy($"{status.CurrentStatus}"));
}
