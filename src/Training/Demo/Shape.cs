namespace Search.Training.Demo;

/// <summary>The figures of the demo's classes, each as a signed distance: negative inside, in units in which the figure's reach is about 1.</summary>
/// <remarks>Only operations that IEEE 754 rounds exactly are used, so that the pictures are the same on every platform.</remarks>
internal static class Shape
{
    /// <summary>Class name and figure, in the order of the labels.</summary>
    public static IReadOnlyList<(string Name, Func<double, double, double> Distance)> All { get; } =
    [
        ("circle", (x, y) => Length(x, y) - 0.85),
        ("crescent", (x, y) => Math.Max(Length(x, y) - 0.95, 0.7 - Length(x - 0.45, y))),
        ("cross", (x, y) => Math.Min(Box(x, y, 0.95, 0.32), Box(x, y, 0.32, 0.95))),
        ("ring", (x, y) => Math.Abs(Length(x, y) - 0.72) - 0.22),
        ("square", (x, y) => Box(x, y, 0.75, 0.75)),
        ("triangle", (x, y) => Math.Max(-y - 0.5, 0.8660254037844386 * Math.Abs(x) + 0.5 * y - 0.5)),
    ];

    private static double Length(double x, double y) => Math.Sqrt(x * x + y * y);

    private static double Box(double x, double y, double halfWidth, double halfHeight) => Math.Max(Math.Abs(x) - halfWidth, Math.Abs(y) - halfHeight);
}
