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
/// <remarks>The plan is made when it is asked for: a model may have to think for it, and most questions only ask whether there is work.</remarks>
/// <param name="Make">Makes the plan; null when it turns out that there is nothing left to try, which the stage then knows.</param>
public sealed record AddStep(Func<TrialPlan?> Make) : StageStep
{
    /// <summary>The step of a plan that is known.</summary>
    public AddStep(TrialPlan plan) : this(() => plan)
    {
    }
}

/// <summary>Let a paused trial go on.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Target">The epoch up to which it may run.</param>
/// <param name="Reason">Why.</param>
public sealed record PromoteStep(int Trial, int Target, DecisionReason Reason) : StageStep;

/// <summary>The stage is done; trials still paused in it are stopped.</summary>
/// <param name="HandOn">What it leaves.</param>
public sealed record FinishStep(HandOn HandOn) : StageStep;
