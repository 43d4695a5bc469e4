using Search.Client.Output;
using Search.Experiments;
using Search.Store;
using Search.Store.Home;

namespace Search.Client.Acting;

/// <summary>Acts while nobody owns the home folder: the same pure code as the owner's, its events appended to the journal under the lock.</summary>
internal sealed class JournalActor(HomeLock held, IExperimentStore store, TimeProvider time) : IExperimentActor
{
    public bool IsLive => false;

    public Task<ActionReply> PauseAsync(string experiment, CancellationToken cancellationToken) => ActAsync(experiment, (subject, at) =>
    {
        if (subject.State.Status != ExperimentStatus.Running)
            return new($"{experiment} is {Format.Name(subject.State.Status)}, not running.");
        subject.Pause(null, at);
        return default;
    }, cancellationToken);

    public Task<ActionReply> CancelAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, (subject, at) => new(subject.Cancel(at)), cancellationToken);

    public Task<ActionReply> ExtendAsync(string experiment, int trials, CancellationToken cancellationToken) =>
        ActAsync(experiment, (subject, at) => new(subject.Extend(trials, at)), cancellationToken);

    public Task<ActionReply> WidenAsync(string experiment, SpaceWidened to, int trials, CancellationToken cancellationToken) =>
        ActAsync(experiment, (subject, at) => new(subject.Widen(to, trials, at)), cancellationToken);

    public Task<ActionReply> RetryFailedAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, (subject, at) => new(null, subject.RetryFailed(at)), cancellationToken);

    public Task<ActionReply> StopTrialAsync(string experiment, int trial, CancellationToken cancellationToken) =>
        ActAsync(experiment, (subject, at) => new(subject.StopTrial(trial, at)), cancellationToken);

    public ValueTask DisposeAsync()
    {
        held.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ActionReply> ActAsync(string id, Func<Experiment, DateTimeOffset, ActionReply> act, CancellationToken cancellationToken)
    {
        var (journal, state, head) = (new List<ExperimentEvent>(), new ExperimentState(), 0L);
        await foreach (var row in store.ReadAsync(id, 0, cancellationToken))
        {
            journal.Add(Experiments.ExperimentLibrary.Apply(id, row, state)); // names a damaged row before anything is decided on it
            head = row.Sequence;
        }
        var experiment = Experiment.Load(journal);
        var reply = act(experiment, time.GetUtcNow());
        if (reply.Refusal is null && experiment.TakeEvents() is { Count: > 0 } events)
            await store.AppendAsync(id, head, [.. events.Select(e => (ReadOnlyMemory<byte>)EventJson.Write(e))], cancellationToken);
        return reply;
    }
}
