using System.Runtime.InteropServices;
using Search.Client.Output;

namespace Search.Client.Diagnosis;

/// <summary>The runtime, the system and its memory.</summary>
internal static class MachineCheck
{
    private const long Scarce = 1L << 30;

    public static IEnumerable<Finding> Run()
    {
        yield return Finding.Ok(".NET", RuntimeInformation.FrameworkDescription);
        yield return Finding.Ok("system", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})");
        yield return Finding.Ok("cores", Format.Number(Environment.ProcessorCount));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        yield return memory < Scarce
            ? Finding.Warning("memory", $"{Format.Bytes(memory)}: training wants 1 GiB or more; use few slots and small images")
            : Finding.Ok("memory", Format.Bytes(memory));
    }
}
