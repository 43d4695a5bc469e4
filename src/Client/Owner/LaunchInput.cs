using Search.Client.Commands;
using Search.Client.Previews;
using Search.Experiments;
using Search.Stages;

namespace Search.Client.Owner;

/// <summary>The sweep that a launch asks for: its file, with what the command line adds.</summary>
internal static class LaunchInput
{
    /// <exception cref="CommandException">Something in it is wrong.</exception>
    public static ExperimentSpec Read(CommandContext context, LaunchOptions options)
    {
        var spec = SweepInput.Read(options.Spec, options.Set, context.Terminal.In);
        if (options.WarmStart.Count == 0)
            return spec;
        return spec.Stages.Contains(StageNames.Joint)
            ? spec with { WarmStart = [.. spec.WarmStart ?? [], .. options.WarmStart] }
            : throw CommandException.Usage($"--warm-start is for the stage joint, but the stages are {string.Join(", ", spec.Stages)}: add joint, or leave --warm-start out.");
    }
}
