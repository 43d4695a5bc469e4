using static TorchSharp.torch;

namespace Search.Training.Hardware;

/// <summary>A place where one trial at a time can train.</summary>
/// <param name="Name">Unique on this machine: <c>cuda:0</c>, or <c>cpu:0</c> for the first CPU slot.</param>
/// <param name="Model">What it is, such as the processor's name.</param>
/// <param name="Device">The device for Torch.</param>
public sealed record TrainingDevice(string Name, string Model, Device Device)
{
    /// <summary>True for a GPU.</summary>
    public bool IsGpu => Device.type != TorchSharp.DeviceType.CPU;
}
