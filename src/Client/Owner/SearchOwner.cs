using Search.Client.Commands;
using Search.Client.Previews;
using Search.Experiments;
using Search.Stages;

namespace Search.Client.Owner;

/// <summary>Launches, trains and resumes: in this process when nobody owns the home folder, else through its owner.</summary>
internal sealed class SearchOwner(CommandContext context) : IOwner
{
    public async Task<int> LaunchAsync(LaunchOptions options, CancellationToken cancellationToken)
    {
        if (options.Detach)
            return await Detached.LaunchAsync(context, options, cancellationToken);
        var spec = SweepInput.Read(options.Spec, options.Set, context.Terminal.In);
        if (options.WarmStart.Count > 0)
            spec = WithWarmStart(spec, options.WarmStart);
        return await new ExperimentRun(context, new OwnerOptions(options.Slots, options.MetricsPort)).LaunchAsync(spec, cancellationToken);
    }

    private static ExperimentSpec WithWarmStart(ExperimentSpec spec, IReadOnlyList<string> experiments) => spec.Stages.Contains(StageNames.Joint)
        ? spec with { WarmStart = [.. spec.WarmStart ?? [], .. experiments] }
        : throw CommandException.Usage($"--warm-start is for the stage joint, but the stages are {string.Join(", ", spec.Stages)}: add joint, or leave --warm-start out.");

    public async Task<int> TrainAsync(TrainOptions options, CancellationToken cancellationToken)
    {
        var spec = SingleRun.Of(SweepInput.Read(options.Spec, options.Set, context.Terminal.In), options.Configuration);
        return await new ExperimentRun(context, new OwnerOptions(1, options.MetricsPort)).LaunchAsync(spec, cancellationToken);
    }

    public Task<int> ResumeAsync(ResumeOptions options, CancellationToken cancellationToken) =>
        new ExperimentRun(context, new OwnerOptions(options.Slots, options.MetricsPort)).ResumeAsync(options.Experiment, cancellationToken);

    public Task<int> DemoAsync(DemoOptions options, CancellationToken cancellationToken) =>
        new Demo(context).RunAsync(new OwnerOptions(options.Slots, options.MetricsPort), cancellationToken);
}
