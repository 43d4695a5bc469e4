using Search.Boards;
using Search.Client.Experiments;
using Search.Client.Output;
using Search.Experiments;

namespace Search.Client.Watching;

/// <summary>Writes an experiment's events as lines, the ones that an onlooker wants to know.</summary>
internal sealed class WatchLines(TextWriter writer)
{
    public required bool ShowsEpochs { get; init; }

    /// <summary>Writes an event, which the state holds already.</summary>
    public void Write(ExperimentEvent e, ExperimentState state)
    {
        switch (e)
        {
            case StatusChanged changed:
                writer.WriteLine($"{state.Id} {Format.Name(changed.Status)}{(changed.Reason is { } reason ? $": {reason}" : "")}");
                break;
            case StageStarted started:
                writer.WriteLine($"stage {StageLabels.Of(state, started.Stage)} started");
                break;
            case StageFinished finished:
                var stage = state.Stages[finished.Stage];
                writer.WriteLine($"stage {StageLabels.Of(state, finished.Stage)} done: {Format.Count(stage.Trials.Count, "trial")}, {Format.Duration(stage.Seconds)}");
                foreach (var finding in finished.HandOn.Findings)
                    writer.WriteLine($"  {finding}");
                break;
            case BudgetExtended extended:
                writer.WriteLine($"{state.Id} extended by {Format.Count(extended.Trials, "trial")}");
                break;
            case SpaceWidened:
                writer.WriteLine($"{state.Id} searches a wider space: {string.Join(", ", state.Widenings[^1].Changes)}");
                break;
            case EpochMeasured when ShowsEpochs:
            case TrialDecided or NumbersDiffered or AttemptEnded { Failure: not null }:
                if (EventText.Of(e, state) is { } entry)
                    writer.WriteLine(entry.Text);
                break;
        }
    }
}
