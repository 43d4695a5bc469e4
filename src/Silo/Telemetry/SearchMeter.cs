namespace Search.Silo.Telemetry;

/// <summary>The product's metrics; all names start with <c>search_</c>.</summary>
public static class SearchMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Search";
}
