using Search.Randomness;
using Search.Training.Data;
using Search.Training.Tensors;
using static TorchSharp.torch;

namespace Search.Training.Tests;

/// <summary>A few small images in memory: each class is brightest in its own third, under noise.</summary>
internal sealed class TinyImages : IImageData
{
    public required Tensor Pixels { get; init; }
    public required IReadOnlyList<int> Labels { get; init; }
    public IReadOnlyList<string> Classes { get; init; } = ["cat", "dog, small", "eel"];
    public required IReadOnlyList<string> Names { get; init; }
    public required IReadOnlyList<int> Train { get; init; }
    public required IReadOnlyList<int> Valid { get; init; }
    public required IReadOnlyList<int> Test { get; init; }
    public string ContentHash { get; init; } = "0123";

    public static TinyImages Create(int train = 60, int valid = 24, int test = 15, int size = 8, bool blank = false, ulong seed = 1)
    {
        var random = new SearchRandom(seed);
        var count = train + valid + test;
        var bytes = new byte[count * 3 * size * size];
        if (!blank)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var image = i / (3 * size * size);
                var row = i / size % size;
                bytes[i] = (byte)(random.Next(120) + (row * 3 / size == image % 3 ? 80 : 0));
            }
        }
        return new TinyImages
        {
            Pixels = HostTensors.FromBytes(bytes, ScalarType.Byte, count, 3, size, size).DetachFromDisposeScope(),
            Labels = [.. Enumerable.Range(0, count).Select(image => image % 3)],
            Names = [.. Enumerable.Range(0, count).Select(image => $"{image % 3}/{image}.png")],
            Train = [.. Enumerable.Range(0, train)],
            Valid = [.. Enumerable.Range(train, valid)],
            Test = [.. Enumerable.Range(train + valid, test)],
        };
    }
}
