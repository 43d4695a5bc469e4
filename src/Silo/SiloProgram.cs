using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Search.Silo.Hosting;
using Search.Silo.Settings;
using Search.Silo.Training;
using Search.Store;
using Search.Store.Home;
using Search.Store.Redis;

namespace Search.Silo;

/// <summary>A silo as a process: reads its settings, joins, and leaves in good order at SIGTERM, SIGINT or SIGHUP.</summary>
public static class SiloProgram
{
    private const int Done = 0, Failed = 1, Usage = 2, Unreachable = 3;

    /// <summary>Runs a silo until it is told to stop.</summary>
    /// <param name="arguments">The command line, such as <c>--Search:Name=gpu-0</c>.</param>
    /// <param name="error">Receives sentences about what is wrong.</param>
    /// <returns>The exit code: 0 after an orderly end, 1 when it failed or was declared dead, 2 for wrong settings, 3 when the cluster is out of reach.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(error);
        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        var configuration = Configuration(arguments, error);
        if (configuration is null)
            return Usage;
        if (SiloSettingsReader.Read(configuration, Environment.GetEnvironmentVariable, out var errors) is not { } settings)
        {
            foreach (var sentence in errors)
                error.WriteLine(sentence);
            return Usage;
        }
        try
        {
            return await RunAsync(settings, error, stop.Token);
        }
        catch (StoreUnavailableException failure)
        {
            error.WriteLine(failure.Message);
            return Unreachable;
        }
        catch (NotSupportedException failure)
        {
            error.WriteLine(failure.Message);
            return Usage;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Done; // told to stop before it had joined
        }
        catch (Exception failure) // the edge of the program
        {
            error.WriteLine($"The silo could not run: {failure.GetType().Name}: {failure.Message}");
            return Failed;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private static IConfigurationRoot? Configuration(string[] arguments, TextWriter error)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
                .AddEnvironmentVariables()
                .AddCommandLine(arguments)
                .Build();
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException)
        {
            error.WriteLine($"The settings cannot be read: {failure.Message} {failure.InnerException?.Message}");
            return null;
        }
    }

    private static async Task<int> RunAsync(SiloSettings settings, TextWriter error, CancellationToken stop)
    {
        var home = HomeFolder.Resolve(settings.Home, _ => null);
        home.Create();
        var devices = SiloDevices.Of(settings);
        await using var store = settings.Cluster.OpenStore();
        // Asked first, for its sentence: the runtime would only say that it cannot join.
        await store.ListAsync(stop);
        if (store is RedisExperimentStore redis)
            foreach (var warning in await redis.WarningsAsync(stop))
                error.WriteLine(warning);
        using var source = new TrainingSource(home, devices, TimeProvider.System);
        await using var silo = await ClusterSilo.StartAsync(settings, [.. devices.Select(device => device.Name)], store, source, stop);
        error.WriteLine($"{settings.Name} has joined {settings.Cluster}: {devices.Count} slots, http://{settings.HttpAddress}:{settings.HttpPort}/health/ready.");
        var asked = new TaskCompletionSource();
        using var registration = stop.Register(() => asked.TrySetResult());
        await Task.WhenAny(asked.Task, silo.Stopped);
        await silo.StopAsync();
        return asked.Task.IsCompleted ? Done : Failed;
    }
}
