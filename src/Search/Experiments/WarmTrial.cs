using Search.Spaces;

namespace Search.Experiments;

/// <summary>A trial of an earlier experiment. Its value is not kept: on other data, or with another model, it would be on another scale.</summary>
/// <param name="From">Identifier of its experiment.</param>
/// <param name="Configuration">Its values of the parameters that this search searches, too.</param>
/// <param name="Standing">Its rank among the trials of its own experiment, above 0 (the best) and below 1.</param>
public sealed record WarmTrial(string From, Configuration Configuration, double Standing);
