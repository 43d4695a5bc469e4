using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Search.Training.Hardware;

/// <summary>Makes CUDA kernels choose by nothing but their input, so that a run can be repeated bit by bit.</summary>
/// <remarks>TorchSharp has no such calls; these are libtorch's own C++ functions by their linker names. On the CPU kernels are deterministic as they are.</remarks>
internal static partial class Determinism
{
    private static readonly Lock Once = new();
    private static bool isRequired;

    /// <summary>To be called before the first training on a device; does something once per process, for GPUs only.</summary>
    public static void Require(Device device)
    {
        if (device.type != DeviceType.CUDA)
            return;
        lock (Once)
        {
            if (isRequired)
                return;
            var context = GlobalContext();
            // Warn only: a kernel without a deterministic form still trains, and exactness is checked by comparison anyway.
            SetDeterministicAlgorithms(context, on: 1, warnOnly: 1);
            SetDeterministicCudnn(context, 1);
            SetBenchmarkCudnn(context, 0);
            isRequired = true;
        }
    }

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint GlobalContext();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context26setDeterministicAlgorithmsEbb")]
    private static partial void SetDeterministicAlgorithms(nint context, byte on, byte warnOnly);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context21setDeterministicCuDNNEb")]
    private static partial void SetDeterministicCudnn(nint context, byte on);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context17setBenchmarkCuDNNEb")]
    private static partial void SetBenchmarkCudnn(nint context, byte on);
}
