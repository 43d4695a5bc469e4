using Orleans.Placement;

namespace Search.Grains.Placement;

/// <summary>A grain lives on a silo that decides: one that only trains may come and go at any moment.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("search.control-placement")]
internal sealed class ControlPlacement : PlacementStrategy;

/// <summary>Marks a grain class as one of control silos.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ControlPlacementAttribute() : PlacementAttribute(new ControlPlacement());
