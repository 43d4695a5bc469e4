using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Search.Grains;
using Search.Grains.Experiments;
using Search.Grains.Trials;
using Search.Silo.Telemetry;
using Search.Silo.Training;
using Search.Store;
using Search.Store.Home;

namespace Search.Silo.Hosting;

/// <summary>What every silo consists of, be it alone in a process of the command line or one of many.</summary>
internal sealed class SiloServices
{
    /// <summary>The experiments' journals; whoever made the store closes it.</summary>
    public required IExperimentStore Store { get; init; }

    /// <summary>Makes the objectives that slots run.</summary>
    public required IObjectiveSource Source { get; init; }

    /// <summary>Tells when an experiment's journal cannot be written.</summary>
    public required StorageAlarm Alarm { get; init; }

    /// <summary>The slots.</summary>
    public required SlotOptions Slots { get; init; }

    /// <summary>When attempts count as lost.</summary>
    public required LeaseOptions Leases { get; init; }

    /// <summary>The home folder whose checkpoints are removed when their trials are over; null where objectives keep none.</summary>
    public required HomeFolder? Home { get; init; }

    /// <summary>The folder that all images must lie in; null for any.</summary>
    public string? Data { get; init; }

    /// <summary>True for a silo on which no experiment lives.</summary>
    public bool TrainsOnly { get; init; }

    /// <summary>Longest time for the end: all that runs is suspended first.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Adds everything to a host.</summary>
    /// <param name="builder">The host to be.</param>
    /// <param name="join">How the silo finds the others.</param>
    public void AddTo(IHostApplicationBuilder builder, Action<ISiloBuilder> join)
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning)
            // At every start it takes the time since the machine's own start for a check that hangs.
            .AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.UseOrleans(silo =>
        {
            join(silo);
            silo.AddSearchGrains(Leases, TrainsOnly);
            silo.Services.AddSingleton(Store);
            silo.Services.AddSingleton(Source);
            silo.Services.AddSingleton<IStorageAlarm>(Alarm);
            silo.Services.AddSingleton(Slots);
            silo.Services.AddSingleton<ILaunchRules>(new DataRoot(Data));
            AddCleanup(silo.Services);
            silo.Services.AddSingleton<IExperimentGauges, ExperimentMetrics>();
            silo.Services.AddSingleton<ExperimentCalls>();
            silo.Services.AddSingleton<RunTeller>();
            silo.Services.AddSingleton(services => new RunFence(Leases.Lease, services.GetRequiredService<TimeProvider>()));
            silo.Services.AddSingleton<TrainingHost>();
            silo.Services.AddSingleton<ITrainingHost>(services => services.GetRequiredService<TrainingHost>());
        });
        // After Orleans, so that it starts after and stops before the silo: suspended trials can still report.
        builder.Services.AddHostedService(services => services.GetRequiredService<TrainingHost>());
    }

    private void AddCleanup(IServiceCollection services)
    {
        if (Home is not { } home)
        {
            services.AddSingleton<ITrialCleanup, NoCleanup>();
            return;
        }
        services.AddSingleton(home);
        services.AddSingleton<CheckpointCleanup>();
        services.AddSingleton<ITrialCleanup>(provider => provider.GetRequiredService<CheckpointCleanup>());
        services.AddHostedService(provider => provider.GetRequiredService<CheckpointCleanup>());
    }
}
