using Search.Training.Hardware;
using Xunit;
using static TorchSharp.torch;

namespace Search.Training.Tests.Hardware;

public class HardwareTests
{
    [Fact]
    public void Without_a_GPU_there_is_one_slot_per_core()
    {
        Assert.SkipWhen(cuda.is_available(), "This machine has a GPU.");

        var devices = Devices.Discover();

        Assert.Equal(Enumerable.Range(0, Environment.ProcessorCount).Select(slot => $"cpu:{slot}"), devices.Select(device => device.Name));
        Assert.All(devices, device => Assert.False(device.IsGpu));
        Assert.All(devices, device => Assert.NotEmpty(device.Model));
    }

    [Fact]
    [Trait("Category", "GPU")]
    public void A_trial_on_a_GPU_resumes_with_the_same_bits()
    {
        Assert.SkipUnless(cuda.is_available(), "This machine has no GPU.");
        var data = TinyImages.Create();
        var request = Attempts.Request(Attempts.Of(("batchSize", 16), ("dropout", 0.3), ("model.width", 0.25), ("augmentation.rotation", 20)));
        var objective = new TrainingObjective(data, CUDA, new());
        using var folder = new TemporaryFolder();

        var whole = objective.Evaluate(request, new Control()).Epochs();
        var first = objective.Evaluate(request with { CheckpointFolder = folder.Path }, new Control(7)).Epochs();
        var second = objective.Evaluate(request with { CheckpointFolder = folder.Path, Attempt = 2, KnownEpoch = first.Length }, new Control()).Epochs();

        Assert.Equal(whole.Select(Attempts.Bits), first.Concat(second).Select(Attempts.Bits));
    }

    [Theory]
    [InlineData("torch_cpu", "libtorch_cpu.so")]
    [InlineData("torch", "libtorch.so")]
    [InlineData("libtorch_cuda", "libtorch_cuda.so")]
    [InlineData("c10", "libc10.so")]
    public void A_library_is_found_by_its_name_and_by_no_longer_one(string name, string file)
    {
        using var folder = new TemporaryFolder();
        foreach (var other in new[] { "libtorch_cpu.so", "libtorch.so", "libtorch_cuda.so", "libtorch_cuda_linalg.so", "libc10.so", "libc10_cuda.so" })
            File.WriteAllText(folder[other], "");

        Assert.Equal(folder[file], TorchLibrary.Find(folder.Path, name));
        Assert.Null(TorchLibrary.Find(folder["missing"], name));
    }
}
