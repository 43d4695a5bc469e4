using Orleans.Concurrency;

namespace Search.Grains.Interfaces;

/// <summary>One experiment: decides what runs, keeps the journal. The key is the experiment's identifier.</summary>
/// <remarks>Every method may be called again after a lost reply. All of them interleave: state changes in memory at once, replies wait for the journal.</remarks>
[Alias("search.experiment")]
public interface IExperimentGrain : IGrainWithStringKey
{
    /// <summary>Creates the experiment from its first journal row (UTF-8 JSON of the creation event).</summary>
    /// <returns>A refusal when the identifier is taken.</returns>
    [AlwaysInterleave, Alias("create")]
    Task<CommandReply> CreateAsync(byte[] created, CancellationToken cancellationToken);

    /// <summary>Starts or resumes the search.</summary>
    [AlwaysInterleave, Alias("run")]
    Task<CommandReply> RunAsync(int slots, CancellationToken cancellationToken);

    /// <summary>Suspends the search: running trials write a checkpoint at the next batch boundary.</summary>
    [AlwaysInterleave, Alias("pause")]
    Task<CommandReply> PauseAsync(string? reason, CancellationToken cancellationToken);

    /// <summary>Ends the search for good.</summary>
    [AlwaysInterleave, Alias("cancel")]
    Task<CommandReply> CancelAsync(CancellationToken cancellationToken);

    /// <summary>Adds trials to the sample search.</summary>
    [AlwaysInterleave, Alias("extend")]
    Task<CommandReply> ExtendAsync(int trials, CancellationToken cancellationToken);

    /// <summary>Widens the space of the sample search, and adds trials to it.</summary>
    /// <param name="widened">The row of the journal that says so, as UTF-8 JSON; its time is the grain's.</param>
    /// <param name="trials">Further trials; 0 for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [AlwaysInterleave, Alias("widen")]
    Task<CommandReply> WidenAsync(byte[] widened, int trials, CancellationToken cancellationToken);

    /// <summary>Tries all failed trials of the current stage again.</summary>
    [AlwaysInterleave, Alias("retry-failed")]
    Task<CommandReply> RetryFailedAsync(CancellationToken cancellationToken);

    /// <summary>Ends one trial.</summary>
    [AlwaysInterleave, Alias("stop-trial")]
    Task<CommandReply> StopTrialAsync(int trial, CancellationToken cancellationToken);

    /// <summary>Where the experiment stands.</summary>
    [AlwaysInterleave, Alias("status")]
    Task<ExperimentStatusReply> StatusAsync(CancellationToken cancellationToken);

    /// <summary>The experiment's first journal row: sweep file and data summary.</summary>
    [AlwaysInterleave, Alias("description")]
    Task<byte[]> DescriptionAsync(CancellationToken cancellationToken);

    /// <summary>A slot is the experiment's until it releases it. Only enqueues.</summary>
    [AlwaysInterleave, Alias("granted")]
    Task GrantedAsync(SlotGrant grant, CancellationToken cancellationToken);

    /// <summary>The pool asks for slots back, to be released as their trials end or pause. Only enqueues.</summary>
    [AlwaysInterleave, Alias("give-back")]
    Task GiveBackAsync(int slots, CancellationToken cancellationToken);

    /// <summary>An attempt was set up, finished epochs, or both. Answers at once unless a decision is due; then when the decision is durable.</summary>
    [AlwaysInterleave, Alias("report")]
    Task<TrialInstruction> ReportAsync(ProgressReport report, CancellationToken cancellationToken);

    /// <summary>An attempt ended and its slot is idle again.</summary>
    [AlwaysInterleave, Alias("ended")]
    Task EndedAsync(AttemptReport report, CancellationToken cancellationToken);

    /// <summary>What a silo runs for the experiment; called every few seconds while there is anything.</summary>
    /// <returns>The attempts that must end: others have taken their place, or the search rests.</returns>
    [AlwaysInterleave, Alias("held")]
    Task<RunKey[]> HeldAsync(RunsHeld held, CancellationToken cancellationToken);
}
