using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Search.Training.Hardware;

/// <summary>Finds what this machine can train on.</summary>
public static class Devices
{
    /// <summary>Every CUDA device; where there is none, one CPU slot per core.</summary>
    /// <remarks>Loads Torch's native library.</remarks>
    public static IReadOnlyList<TrainingDevice> Discover()
    {
        TorchLibrary.Prepare();
        if (cuda.is_available())
            return [.. Enumerable.Range(0, cuda.device_count()).Select(index => new Device(DeviceType.CUDA, index)).Select(device => new TrainingDevice(Name(device), ModelOf(device), device))];
        return [.. Enumerable.Range(0, Environment.ProcessorCount).Select(Cpu)];
    }

    /// <summary>One CPU slot; slots differ in name only.</summary>
    public static TrainingDevice Cpu(int slot) => new(string.Create(CultureInfo.InvariantCulture, $"cpu:{slot}"), ModelOf(CPU), CPU);

    /// <summary>The model of a device: part of the numerics fingerprint.</summary>
    internal static string ModelOf(Device device) =>
        (device.type == DeviceType.CPU ? Line("/proc/cpuinfo", "model name") : GpuModel(device.index))
        ?? $"{device.type} {RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();

    private static string Name(Device device) => string.Create(CultureInfo.InvariantCulture, $"cuda:{device.index}");

    /// <summary>The driver's own listing: TorchSharp has no call for a GPU's name.</summary>
    private static string? GpuModel(int index)
    {
        const string drivers = "/proc/driver/nvidia/gpus";
        if (!Directory.Exists(drivers))
            return null;
        var folders = Directory.GetDirectories(drivers).Order(StringComparer.Ordinal).ToArray();
        return index >= 0 && index < folders.Length ? Line(Path.Combine(folders[index], "information"), "Model") : null;
    }

    private static string? Line(string path, string key) => File.Exists(path)
        ? File.ReadLines(path).Select(line => line.Split(':', 2)).FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == key)?[1].Trim()
        : null;
}
