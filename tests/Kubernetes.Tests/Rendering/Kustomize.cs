using System.Collections.Concurrent;

namespace Search.Kubernetes.Tests.Rendering;

/// <summary>What <c>kubectl kustomize</c> makes of the overlays, each asked for once.</summary>
internal static class Kustomize
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string?>>> Rendered = new(StringComparer.Ordinal);

    /// <summary>The manifests of an overlay as one text; the test is skipped where there is no kubectl.</summary>
    public static async Task<string> RenderAsync(string overlay)
    {
        var text = await Rendered.GetOrAdd(overlay, name => new(() => RunAsync(name))).Value;
        if (text is null)
            Tool.Missing("There is no kubectl here: install it (kubernetes.io/docs/tasks/tools) to check the manifests.");
        return text!;
    }

    private static async Task<string?> RunAsync(string overlay)
    {
        if (await Tool.RunAsync("kubectl", ["kustomize", RepositoryFiles.PathOf($"k8s/overlays/{overlay}")]) is not { } run)
            return null;
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"The overlay {overlay} does not render: {run.Error}");
    }
}
