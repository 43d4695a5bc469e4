namespace Search.Samplers;

/// <summary>A box around a point, in columns of the encoding.</summary>
/// <param name="Centre">Its middle, an encoded configuration.</param>
/// <param name="Reach">How far it goes to either side, for each column.</param>
internal sealed record GpRegion(double[] Centre, double[] Reach);
