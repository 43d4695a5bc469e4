using Orleans.Placement;

namespace Search.Grains.Placement;

/// <summary>A grain lives where its key says, and nowhere else.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("search.pinned-placement")]
internal sealed class PinnedPlacement : PlacementStrategy
{
    /// <summary>
    /// Not in the grain directory: the place is a pure function of the key, so there is nothing to look up. With the default directory every
    /// leaving silo would take down healthy activations whose entries it happened to hold.
    /// </summary>
    public override bool IsUsingGrainDirectory => false;
}

/// <summary>Marks a grain class as pinned by its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PinnedPlacementAttribute() : PlacementAttribute(new PinnedPlacement());
