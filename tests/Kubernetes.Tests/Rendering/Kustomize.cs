using System.Collections.Concurrent;

namespace Search.Kubernetes.Tests.Rendering;

/// <summary>What <c>kubectl kustomize</c> makes of folders, each asked for once.</summary>
internal static class Kustomize
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string?>>> Rendered = new(StringComparer.Ordinal);

    /// <summary>The manifests of an overlay as one text; the test is skipped where there is no kubectl.</summary>
    public static Task<string> RenderAsync(string overlay) => RenderFolderAsync(RepositoryFiles.PathOf($"k8s/overlays/{overlay}"));

    /// <summary>The manifests of a folder with a kustomization.</summary>
    public static async Task<string> RenderFolderAsync(string folder)
    {
        var text = await Rendered.GetOrAdd(folder, path => new(() => RunAsync(path))).Value;
        if (text is null)
            Tool.Missing("There is no kubectl here: install it (kubernetes.io/docs/tasks/tools) to check the manifests.");
        return text!;
    }

    private static async Task<string?> RunAsync(string folder)
    {
        if (await Tool.RunAsync("kubectl", ["kustomize", folder]) is not { } run)
            return null;
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"{folder} does not render: {run.Error}");
    }
}
