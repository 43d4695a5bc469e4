using Search.Client.Output;
using Search.Experiments;

namespace Search.Client.Experiments;

/// <summary>Events that concern one trial, as lines for a person.</summary>
internal static class EventText
{
    /// <summary>The event's trial, its kind and its line; null for events of the whole experiment.</summary>
    public static (int Trial, string Kind, string Text)? Of(ExperimentEvent e, ExperimentState state) => e switch
    {
        TrialAdded added => (added.Trial, "added", $"trial {added.Trial} ({Format.Name(added.Plan.Role)}{(added.Plan.Label is { } label ? $", {label}" : "")}) on {added.Plan.TrainImages} images: {Format.Short(added.Plan.Configuration)}"),
        AttemptStarted attempt => (attempt.Trial, "attempt", $"trial {attempt.Trial} attempt {attempt.Attempt} on {attempt.Slot} up to epoch {attempt.Target}"),
        AttemptPrepared prepared => (prepared.Trial, "prepared", $"trial {prepared.Trial} attempt {prepared.Attempt} set up after epoch {prepared.FromEpoch} ({prepared.Fingerprint})"),
        EpochMeasured measured => (measured.Trial, "epoch", Epoch(measured, state.Spec)),
        TrialDecided decided => (decided.Trial, "decided", $"trial {decided.Trial} {Format.Name(decided.Action)}: {decided.Reason.Describe(state.Spec.Objective)}"),
        AttemptEnded ended => (ended.Trial, "ended", $"trial {ended.Trial} attempt {ended.Attempt} {Format.Name(ended.State)}{(ended.Failure is { } kind ? $", {Format.Name(kind)}" : "")}{(ended.Message is { } message ? $": {message}" : "")}"),
        TrialRevived revived => (revived.Trial, "revived", $"trial {revived.Trial} is tried again"),
        CheckpointDropped dropped => (dropped.Trial, "dropped", "lost its checkpoints to the disk budget; promoted later, it is trained again with the same bits"),
        NumbersDiffered differed => (differed.Trial, "differed", differed.Message),
        _ => null,
    };

    private static string Epoch(EpochMeasured measured, ExperimentSpec spec)
    {
        var m = measured.Measurement;
        var others = string.Concat((spec.OtherObjectives ?? []).Zip(m.Others ?? []).Select(pair => $", {pair.First.Name} {Format.Value(pair.Second)}"));
        var test = measured.Test is { } scores ? FormattableString.Invariant($", test accuracy {scores.Accuracy:0.####}") : "";
        return FormattableString.Invariant(
            $"trial {measured.Trial} epoch {m.Epoch}: {spec.Objective.Name} {Format.Value(m.Value)}{others}, training loss {Format.Value(m.TrainLoss)}, validation loss {Format.Value(m.ValidLoss)}{test}, {m.Seconds:0.##} s");
    }
}
