namespace Search.Schedulers;

/// <summary>Settings of rules that compare a trial with its peers.</summary>
public abstract record PeerSettings : StoppingSettings
{
    /// <summary>Other trials that must have a value at an epoch before anybody is stopped there; at least 1.</summary>
    public int MinPeers { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors() => base.Errors().Concat(PeerErrors(MinPeers));
}
