using Search.Kubernetes.Tests.Rendering;

namespace Search.Kubernetes.Tests.Schema;

/// <summary>The schemas of Kubernetes' objects: types of values and required fields.</summary>
internal static class Models
{
    private static readonly Lazy<Task<(string? Folder, string Reason)>> Installed = new(InstallAsync);

    /// <summary>What the schemas have against manifests, a line each; the test is skipped where they cannot be installed.</summary>
    public static async Task<string[]> ErrorsAsync(string yaml)
    {
        var (folder, reason) = await Installed.Value;
        if (folder is null)
            Tool.Missing(reason);
        var run = (await Tool.RunAsync("node", [Path.Combine(AppContext.BaseDirectory, "Schema", "check.mjs"), folder!], yaml))!.Value;
        return run.ExitCode == 0
            ? run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"The check did not run: {run.Error}");
    }

    private static async Task<(string? Folder, string Reason)> InstallAsync() =>
        await Tool.RunAsync("bash", [Path.Combine(AppContext.BaseDirectory, "Schema", "models.sh")]) switch
        {
            { ExitCode: 0 } run => (run.Output.Trim(), ""),
            { } run => (null, $"The schemas cannot be installed: {run.Error.Trim()}"),
            null => (null, "There is no bash here to install the schemas with."),
        };
}
