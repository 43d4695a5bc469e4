using Search.Training.Data;
using static TorchSharp.torch;

namespace Search.Bench.Pipeline;

/// <summary>Noise with labels, in memory.</summary>
internal sealed class RandomImages(int count, int size) : IImageData
{
    public Tensor Pixels { get; } = zeros([count, 3, size, size], ScalarType.Byte).random_(0, 256, new Generator(1, CPU));

    public IReadOnlyList<int> Labels { get; } = [.. Enumerable.Range(0, count).Select(image => image % 10)];

    public IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, 10).Select(index => $"class{index}")];

    public IReadOnlyList<string> Names { get; } = [.. Enumerable.Range(0, count).Select(image => $"{image}.png")];

    public IReadOnlyList<int> Train { get; } = [.. Enumerable.Range(0, count)];

    public IReadOnlyList<int> Valid => Train;

    public IReadOnlyList<int> Test => [];

    public string ContentHash => "";
}
