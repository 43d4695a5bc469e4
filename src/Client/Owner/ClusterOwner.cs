using Search.Client.Commands;
using Search.Client.Previews;
using Search.Silo;
using Search.Silo.Settings;
using Search.Store.Cluster;

namespace Search.Client.Owner;

/// <summary>Launches, trains and resumes on a cluster.</summary>
internal sealed class ClusterOwner(CommandContext context, ClusterAddress cluster) : IOwner
{
    private readonly ClusterRun run = new(context, cluster);

    public Task<int> LaunchAsync(LaunchOptions options, CancellationToken cancellationToken)
    {
        RefuseLocal(options.Slots, options.MetricsPort);
        return run.LaunchAsync(LaunchInput.Read(context, options), options.Detach, cancellationToken);
    }

    public Task<int> TrainAsync(TrainOptions options, CancellationToken cancellationToken)
    {
        RefuseLocal(slots: null, options.MetricsPort);
        return run.LaunchAsync(SingleRun.Of(SweepInput.Read(options.Spec, options.Set, context.Terminal.In), options.Configuration), detach: false, cancellationToken);
    }

    public Task<int> ResumeAsync(ResumeOptions options, CancellationToken cancellationToken)
    {
        RefuseLocal(options.Slots, options.MetricsPort);
        return run.ResumeAsync(options.Experiment, cancellationToken);
    }

    public Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken) =>
        throw CommandException.Usage("The demo runs in this process: leave --cluster out, and unset SEARCH_CLUSTER.");

    public Task<int> SiloAsync(IReadOnlyDictionary<string, string> settings) =>
        SiloProgram.RunAsync([.. settings.Select(setting => $"--{SiloSettingsReader.Section}:{setting.Key}={setting.Value}")], context.Terminal.Error);

    private static void RefuseLocal(int? slots, int? metricsPort)
    {
        if (slots is not null || metricsPort is not null)
            throw CommandException.Usage("--slots and --metrics are for searches in this process: a cluster's silos have their own (Search:Slots, Search:HttpPort). Leave them out.");
    }
}
