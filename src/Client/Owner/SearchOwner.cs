using Search.Client.Commands;
using Search.Client.Previews;

namespace Search.Client.Owner;

/// <summary>Launches, trains and resumes: in this process when nobody owns the home folder, else through its owner.</summary>
internal sealed class SearchOwner(CommandContext context) : IOwner
{
    public async Task<int> LaunchAsync(LaunchOptions options, CancellationToken cancellationToken)
    {
        if (options.Detach)
            return await Detached.LaunchAsync(context, options, cancellationToken);
        return await new ExperimentRun(context, new OwnerOptions(options.Slots, options.MetricsPort)).LaunchAsync(LaunchInput.Read(context, options), cancellationToken);
    }

    public async Task<int> TrainAsync(TrainOptions options, CancellationToken cancellationToken)
    {
        var spec = SingleRun.Of(SweepInput.Read(options.Spec, options.Set, context.Terminal.In), options.Configuration);
        return await new ExperimentRun(context, new OwnerOptions(1, options.MetricsPort)).LaunchAsync(spec, cancellationToken);
    }

    public Task<int> ResumeAsync(ResumeOptions options, CancellationToken cancellationToken) =>
        new ExperimentRun(context, new OwnerOptions(options.Slots, options.MetricsPort)).ResumeAsync(options.Experiment, cancellationToken);

    public Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken) =>
        new Demo(context).RunAsync(new OwnerOptions(options.Slots, options.MetricsPort), cancellationToken);

    public Task<int> SiloAsync(IReadOnlyDictionary<string, string> settings) => throw new NotSupportedException("A silo belongs to a cluster.");
}
