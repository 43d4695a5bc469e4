using TorchSharp;

namespace Search.Training.Data;

/// <summary>Decoded images with their labels and splits, shared read-only by all trials of a process.</summary>
public interface IImageData
{
    /// <summary>All images: uint8, [images, 3, size, size], RGB, memory-mapped; safe to read from several threads, never written.</summary>
    torch.Tensor Pixels { get; }

    /// <summary>The label of every image: an index into <see cref="Classes"/>; −1 where there is none.</summary>
    IReadOnlyList<int> Labels { get; }

    /// <summary>Class names in the order of the labels (ordinal order of the folders' names).</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Path of every image relative to the data folder, '/' between parts.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Indices of the training images such that the first n are the class-balanced sample of size n, for every n: samples are nested.</summary>
    IReadOnlyList<int> Train { get; }

    /// <summary>Indices of the validation images, nested likewise.</summary>
    IReadOnlyList<int> Valid { get; }

    /// <summary>Indices of the labelled test images; empty when there are none.</summary>
    IReadOnlyList<int> Test { get; }

    /// <summary>Hash of all pixels and labels, hexadecimal.</summary>
    string ContentHash { get; }
}
