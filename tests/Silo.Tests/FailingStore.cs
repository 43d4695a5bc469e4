using Search.Store;

namespace Search.Silo.Tests;

/// <summary>A store of which chosen appends fail: before anything was written, or after, when only the confirmation is lost.</summary>
internal sealed class FailingStore(IExperimentStore inner, Func<int, FailingStore.Fate> fate) : PassingStore(inner)
{
    private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int appends;

    public enum Fate
    {
        Kept,
        Refused,
        KeptUnconfirmed,
    }

    /// <summary>Number of appends that did not go well.</summary>
    public int Failures { get; private set; }

    /// <summary>Completes at the first of them.</summary>
    public Task Failed => failed.Task;

    public override async Task<long> AppendAsync(string experiment, long expectedHead, IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellationToken)
    {
        var decided = fate(++appends);
        if (decided != Fate.Kept)
        {
            Failures++;
            failed.TrySetResult();
        }
        if (decided == Fate.Refused)
            throw new StoreUnavailableException("The disk is full.");
        var head = await base.AppendAsync(experiment, expectedHead, rows, cancellationToken);
        return decided == Fate.KeptUnconfirmed ? throw new StoreUnavailableException("The server went away.") : head;
    }
}
