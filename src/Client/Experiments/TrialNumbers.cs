using Search.Experiments;

namespace Search.Client.Experiments;

/// <summary>Checks the trial numbers that users give.</summary>
internal static class TrialNumbers
{
    /// <summary>The number, when there is such a trial.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static int TrialNumber(this ExperimentState state, int number) => number < state.Trials.Count
        ? number
        : throw CommandException.NotFound(state.Trials.Count == 0
            ? $"{state.Id} has no trial {number}: it has none yet."
            : $"{state.Id} has no trial {number}: its trials are 0 to {state.Trials.Count - 1}.");
}
