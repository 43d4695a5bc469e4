using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Search.Training.Hardware;

/// <summary>Loads Torch's native libraries from the folder that <c>TORCH_LIB</c> names, where the program has none beside it.</summary>
/// <remarks>
/// For a build with <c>-p:Torch=external</c>, which copies no libtorch: half a gigabyte less, and an installed PyTorch's <c>torch/lib</c> serves (same
/// version only: the glue binds C++ names). The runtime asks here only after its own search failed, so that a
/// program with libtorch beside it never looks at <c>TORCH_LIB</c>.
/// </remarks>
public static class TorchLibrary
{
    /// <summary>In the order of their dependencies: a library's needs are met by what is loaded under the same name, wherever it came from.</summary>
    private static readonly string[] Order = ["libgomp", "libc10.", "libc10_cuda", "libtorch_cpu", "libtorch_cuda.", "libtorch."];

    private static readonly Lock Once = new();
    private static Dictionary<string, nint>? loaded;

    /// <summary>Makes sure that the handler is in place; to be called before Torch is first touched outside this library.</summary>
    public static void Prepare() => RuntimeHelpers.RunModuleConstructor(typeof(TorchLibrary).Module.ModuleHandle);

#pragma warning disable CA2255 // The handler must be there before the first call into Torch, from whatever code that comes.
    [ModuleInitializer]
    internal static void Register()
    {
        if (Environment.GetEnvironmentVariable("TORCH_LIB") is { Length: > 0 } folder)
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Resolve(folder, name);
    }
#pragma warning restore CA2255

    /// <summary>The file in a folder that holds a library; null for none. Names may come bare or decorated.</summary>
    internal static string? Find(string folder, string name)
    {
        var bare = name.StartsWith("lib", StringComparison.Ordinal) ? name : "lib" + name;
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(path => IsLibrary(Path.GetFileName(path), bare)).Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
    }

    private static bool IsLibrary(string file, string bare) =>
        file == bare || file.StartsWith(bare + ".so", StringComparison.Ordinal) || file.StartsWith(bare + ".dylib", StringComparison.Ordinal);

    private static nint Resolve(string folder, string name)
    {
        if (name is not ("torch_cpu" or "torch_cuda" or "torch" or "c10" or "LibTorchSharp") || Find(folder, name) is not { } path)
            return 0;
        lock (Once)
            loaded ??= LoadAll(folder);
        return loaded.TryGetValue(path, out var handle) || NativeLibrary.TryLoad(path, out handle) ? handle : 0;
    }

    private static Dictionary<string, nint> LoadAll(string folder)
    {
        var handles = new Dictionary<string, nint>(StringComparer.Ordinal);
        var files = Directory.GetFiles(folder);
        foreach (var start in Order)
            foreach (var path in files.Where(path => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal)))
                if (NativeLibrary.TryLoad(path, out var handle))
                    handles[path] = handle;
        return handles;
    }
}
