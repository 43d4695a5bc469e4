namespace Search.Grains.Interfaces;

/// <summary>The experiments of a cluster that are to run, durable: whoever hosted them may be gone, and nothing else would call them back. The key is 0.</summary>
[Alias("search.roster")]
public interface IRosterGrain : IGrainWithIntegerKey
{
    /// <summary>The experiment is to run; durable when the call returns.</summary>
    [Alias("add")]
    Task AddAsync(string experiment, CancellationToken cancellationToken);

    /// <summary>The experiment rests.</summary>
    [Alias("remove")]
    Task RemoveAsync(string experiment, CancellationToken cancellationToken);

    /// <summary>Brings back to memory whatever is to run: to be called when a silo has joined or left.</summary>
    [Alias("wake")]
    Task WakeAsync(CancellationToken cancellationToken);
}
