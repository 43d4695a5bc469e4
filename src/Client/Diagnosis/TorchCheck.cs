using System.Runtime.CompilerServices;
using Search.Training.Hardware;

namespace Search.Client.Diagnosis;

/// <summary>Whether Torch loads, and what it can train on. Loads it: nothing else in the command line does.</summary>
internal static class TorchCheck
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IEnumerable<Finding> Run()
    {
        try
        {
            return [.. Found()];
        }
        catch (Exception failure) when (failure is TypeInitializationException or DllNotFoundException or BadImageFormatException or NotSupportedException or FileNotFoundException or EntryPointNotFoundException)
        {
            return [Finding.Failed("torch", $"does not load ({(failure.InnerException ?? failure).Message}): build again with the SDK, or name a folder of its libraries in TORCH_LIB")];
        }
    }

    private static IEnumerable<Finding> Found()
    {
        var devices = Devices.Discover();
        var version = typeof(TorchSharp.torch).Assembly.GetName().Version;
        yield return Finding.Ok("torch", $"loads (TorchSharp {version?.ToString(3)})");
        foreach (var kind in devices.GroupBy(device => device.Model))
            yield return Finding.Ok("devices", $"{string.Join(", ", kind.Select(device => device.Name))}: {kind.Key}");
    }
}
