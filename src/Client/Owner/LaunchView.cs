using Search.Client.Watching;
using Search.Store;

namespace Search.Client.Owner;

/// <summary>Shows a search on the error stream while the command that launched it waits for its end.</summary>
internal static class LaunchView
{
    /// <summary>The view of an experiment.</summary>
    /// <param name="context">The call.</param>
    /// <param name="store">The journals.</param>
    /// <param name="id">The experiment.</param>
    /// <param name="after">Rows up to this one were seen before.</param>
    /// <param name="hasOwner">Says whether somebody still runs it; null for certainly.</param>
    public static WatchView Of(CommandContext context, IExperimentStore store, string id, long after, Func<bool>? hasOwner) => new(context.Terminal, store, id)
    {
        Writer = context.IsQuiet ? TextWriter.Null : context.Terminal.Error,
        IsLive = !context.IsQuiet && context.Terminal.ErrorIsTerminal && !context.Terminal.IsDumb,
        ShowsEpochs = false,
        After = after,
        HasOwner = hasOwner,
    };
}
