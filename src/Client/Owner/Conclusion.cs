using Search.Experiments;

namespace Search.Client.Owner;

/// <summary>How a search ended, for who launched it.</summary>
internal static class Conclusion
{
    /// <summary>Says it and returns the exit code.</summary>
    public static async Task<int> OfAsync(CommandContext context, string id, RestReason rest)
    {
        switch (rest)
        {
            case { StorageFailed: true }:
                return Failed(context, $"{rest.Reason} The search is paused at its last durable state; search resume {id} goes on.");
            case { Status: ExperimentStatus.Completed }:
                foreach (var sentence in ClosingWords.Of((await context.Library.LoadAsync(id, CancellationToken.None)).State, context.Home))
                    context.Say(sentence);
                return ExitCode.Done;
            case { Status: ExperimentStatus.Paused, Reason: null }:
                context.Terminal.Error.WriteLine($"Paused. Go on with: search resume {id}");
                return ExitCode.Interrupted;
            case { Status: ExperimentStatus.Paused }:
                return Failed(context, $"{rest.Reason} The search is paused; search resume {id} goes on.");
            case { Status: ExperimentStatus.Cancelled }:
                return Failed(context, $"{id} was cancelled.");
            default:
                return Failed(context, rest.Reason ?? $"{id} failed.");
        }
    }

    // Said at once rather than thrown: the owner may have to stay for other searches.
    private static int Failed(CommandContext context, string sentence)
    {
        context.Terminal.Error.WriteLine(sentence);
        return ExitCode.Failed;
    }
}
