using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Search.Training.Hardware;

/// <summary>Names the numerics of this process: under one fingerprint the same run gives the same bits.</summary>
internal static class Fingerprint
{
    /// <summary>Such as <c>device=AMD EPYC 7763; isa=avx2; threads=1; libtorch=2.10.0; precision=float32</c>; on GPUs <c>float32+tf32</c>, as cuDNN rounds the inputs of convolutions.</summary>
    public static string Of(Device device, int threads) =>
        $"device={Devices.ModelOf(device)}; isa={InstructionSet}; threads={threads}; libtorch={__version__}; precision={(device.type == TorchSharp.DeviceType.CPU ? "float32" : "float32+tf32")}";

    /// <summary>What Torch's kernels choose by: the widest vectors there are, unless the environment says otherwise.</summary>
    private static string InstructionSet =>
        Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") is { Length: > 0 } forced ? forced
        : Avx512F.IsSupported ? "avx512"
        : Avx2.IsSupported ? "avx2"
        : AdvSimd.IsSupported ? "neon"
        : "default";
}
