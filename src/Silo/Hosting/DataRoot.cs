using Search.Experiments;
using Search.Grains.Experiments;

namespace Search.Silo.Hosting;

/// <summary>Keeps searches to images under one folder, where an operator wants that: a sweep file comes from anybody, and a silo may read more than they.</summary>
/// <param name="root">The folder, absolute; null for any.</param>
internal sealed class DataRoot(string? root) : ILaunchRules
{
    public string? Refusal(ExperimentSpec spec) => root is null || spec.Data is null || IsInside(Real(spec.Data.Path), Real(root))
        ? null
        : $"data.path is {spec.Data.Path}, but this cluster reads images under {root} only: move them there.";

    private static bool IsInside(string path, string folder) => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on it followed; parts that do not exist are taken as they are.</summary>
    private static string Real(string path)
    {
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        foreach (var part in Path.GetFullPath(path)[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (new DirectoryInfo(real) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                real = Real(target.FullName);
        }
        return real;
    }
}
