using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Search.Grains.Experiments;
using Search.Silo.Settings;
using Search.Silo.Telemetry;
using Search.Silo.Training;
using Search.Store;
using Search.Store.Home;

namespace Search.Silo.Hosting;

/// <summary>One silo of a cluster, with its health and its metrics over HTTP.</summary>
public sealed class ClusterSilo : IAsyncDisposable
{
    private readonly WebApplication app;

    private ClusterSilo(WebApplication app) => this.app = app;

    /// <summary>Ends when the silo was told to stop and has stopped, or was declared dead.</summary>
    public Task Stopped => app.WaitForShutdownAsync();

    /// <summary>Starts a silo; it has joined its cluster when the task completes.</summary>
    /// <param name="settings">Who it is and where.</param>
    /// <param name="devices">Names of its slots.</param>
    /// <param name="store">The experiments' journals; the caller keeps and closes it.</param>
    /// <param name="source">Makes the objectives that slots run.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<ClusterSilo> StartAsync(SiloSettings settings, IReadOnlyList<string> devices, IExperimentStore store, IObjectiveSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp, console.IncludeScopes) = ("yyyy-MM-ddTHH:mm:ss.fffZ", true, false));
        new SiloServices
        {
            Store = store,
            Source = source,
            Alarm = new StorageAlarm(),
            Slots = new SlotOptions { Devices = devices },
            Leases = new LeaseOptions(settings.Lease),
            Home = HomeFolder.Resolve(settings.Home, _ => null),
            Data = settings.Data,
            TrainsOnly = settings.Role == SiloRole.Devices,
            ShutdownTimeout = settings.ShutdownTimeout,
        }.AddTo(builder, silo => ClusterJoining.Join(silo, settings));
        builder.Services.AddHostedService<RosterWaker>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(settings.HttpAddress, settings.HttpPort));
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthChecks().AddCheck<MembershipCheck>("membership", tags: [MembershipCheck.Ready]);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(SearchMeter.Name).AddMeter("Microsoft.Orleans").AddPrometheusExporter());
        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(MembershipCheck.Ready) });
        await app.StartAsync(cancellationToken);
        return new ClusterSilo(app);
    }

    /// <summary>Suspends what runs, hands it over, and leaves the cluster.</summary>
    public Task StopAsync() => app.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
