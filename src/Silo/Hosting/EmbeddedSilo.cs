using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Orleans.Configuration;
using Search.Grains.Experiments;
using Search.Grains.Interfaces;
using Search.Silo.Telemetry;
using Search.Silo.Training;
using Search.Store;

namespace Search.Silo.Hosting;

/// <summary>A whole cluster inside one process: the silo that <c>search launch</c> runs on.</summary>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    private readonly IHost host;

    private EmbeddedSilo(IHost host, IPEndPoint? gateway, StorageAlarm alarm) => (this.host, Gateway, Alarm) = (host, gateway, alarm);

    /// <summary>Where other processes reach it; null without a gateway.</summary>
    public IPEndPoint? Gateway { get; }

    /// <summary>Tells when an experiment's journal cannot be written.</summary>
    public StorageAlarm Alarm { get; }

    /// <summary>The address of <c>/metrics</c>; null when it is not served.</summary>
    public Uri? Metrics => host.Services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address
        ? new Uri(new Uri(address), "metrics")
        : null;

    /// <summary>The experiment of that identifier.</summary>
    public IExperimentGrain Experiment(string id) => Grains.GetGrain<IExperimentGrain>(id);

    /// <summary>Experiments that hold a slot of this silo or want one.</summary>
    public Task<string[]> ActiveExperimentsAsync(CancellationToken cancellationToken) =>
        Grains.GetGrain<IDevicePoolGrain>(0).ExperimentsAsync(cancellationToken);

    internal IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    internal ILocalSiloDetails Details => host.Services.GetRequiredService<ILocalSiloDetails>();

    /// <summary>Starts a silo; it is ready when the task completes.</summary>
    /// <param name="options">Its slots and doors.</param>
    /// <param name="store">The experiments' journals; the caller keeps and closes it.</param>
    /// <param name="source">Makes the objectives that slots run.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<EmbeddedSilo> StartAsync(EmbeddedSiloOptions options, IExperimentStore store, IObjectiveSource source, CancellationToken cancellationToken)
    {
        var alarm = new StorageAlarm();
        var gatewayPort = options.Gateway ? FreePorts.Next() : 0;
        var host = options.MetricsPort is { } port ? WithMetrics(port) : WithoutMetrics();
        await host.StartAsync(cancellationToken);
        return new EmbeddedSilo(host, options.Gateway ? new IPEndPoint(EmbeddedSiloOptions.Address, gatewayPort) : null, alarm);

        IHost WithMetrics(int metricsPort)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            Configure(builder);
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(EmbeddedSiloOptions.Address, metricsPort));
            builder.Services.AddRoutingCore();
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(SearchMeter.Name).AddMeter("Microsoft.Orleans").AddPrometheusExporter());
            var app = builder.Build();
            app.MapPrometheusScrapingEndpoint();
            return app;
        }

        IHost WithoutMetrics()
        {
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            Configure(builder);
            return builder.Build();
        }

        void Configure(IHostApplicationBuilder builder)
        {
            if (options.LogFile is { } file)
                builder.Logging.AddProvider(new FileLoggerProvider(file, TimeProvider.System));
            new SiloServices
            {
                Store = store,
                Source = source,
                Alarm = alarm,
                Slots = new SlotOptions { Devices = options.Devices, AnnounceEvery = options.AnnounceEvery, Time = options.SlotTime },
                Leases = new LeaseOptions(null),
                Home = options.Home,
            }.AddTo(builder, silo =>
            {
                silo.UseLocalhostClustering(FreePorts.Next(), gatewayPort, serviceId: "search", clusterId: options.ClusterId);
                silo.Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = EmbeddedSiloOptions.Address);
                silo.Configure<SiloOptions>(own => own.SiloName = options.SiloName);
            });
        }
    }

    /// <summary>Suspends what runs, then closes the silo.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
