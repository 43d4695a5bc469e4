using static TorchSharp.torch;

namespace Search.Training.Loop;

/// <summary>What one step trains on.</summary>
/// <param name="Images">float32, [batch, 3, size, size], in [0, 1].</param>
/// <param name="Labels">int64, [batch].</param>
/// <param name="Count">Number of images.</param>
internal readonly record struct Batch(Tensor Images, Tensor Labels, int Count);
