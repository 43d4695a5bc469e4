namespace Search.Stages;

/// <summary>Why a search proposes no more.</summary>
/// <param name="Counted">Proposals made by then.</param>
/// <param name="Finding">The reason, as a sentence with its figures.</param>
internal sealed record GainVerdict(int Counted, string Finding);
