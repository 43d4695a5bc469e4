using Search.Experiments;

namespace Search.Stages;

/// <summary>What a stage would do with a free slot.</summary>
public abstract record StageStep
{
    /// <summary>Nothing until something running ends.</summary>
    public static StageStep Wait { get; } = new WaitStep();
}

/// <summary>Nothing until something running ends.</summary>
public sealed record WaitStep : StageStep;

/// <summary>Create a trial and start it.</summary>
/// <param name="Plan">The trial.</param>
public sealed record AddStep(TrialPlan Plan) : StageStep;

/// <summary>Let a paused trial go on.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Target">The epoch up to which it may run.</param>
/// <param name="Reason">Why.</param>
public sealed record PromoteStep(int Trial, int Target, DecisionReason Reason) : StageStep;

/// <summary>The stage is done; trials still paused in it are stopped.</summary>
/// <param name="HandOn">What it leaves.</param>
public sealed record FinishStep(HandOn HandOn) : StageStep;
