using Search.Objectives;
using Search.Training.Data;
using static TorchSharp.torch;

namespace Search.Training.Loop;

/// <summary>Refuses data or a request that could only fail later and less clearly.</summary>
internal static class DataCheck
{
    /// <summary>Checks shapes, counts and labels.</summary>
    /// <exception cref="InvalidDataException">The data are not what training needs.</exception>
    /// <exception cref="ArgumentException">The request asks for what the data do not have.</exception>
    public static void Check(IImageData data, TrialRequest request)
    {
        var shape = data.Pixels.shape;
        if (data.Pixels.dtype != ScalarType.Byte || shape.Length != 4 || shape[1] != 3 || shape[2] != shape[3])
            throw new InvalidDataException($"The images are {data.Pixels.dtype} [{string.Join(", ", shape)}], but must be Byte [images, 3, size, size].");
        if (data.Classes.Count < 2)
            throw new InvalidDataException($"There is {data.Classes.Count} class, but at least 2 are needed to tell images apart.");
        if (request.TrainImages < 2 || request.TrainImages > data.Train.Count)
            throw new ArgumentException($"{request.TrainImages} training images are asked for, but it must be between 2 and the {data.Train.Count} there are.");
        if (request.ValidImages < 1 || request.ValidImages > data.Valid.Count)
            throw new ArgumentException($"{request.ValidImages} validation images are asked for, but it must be between 1 and the {data.Valid.Count} there are.");
        if (request.Epochs < 1)
            throw new ArgumentException($"{request.Epochs} epochs are asked for, but at least 1 is needed.");
        foreach (var image in data.Train.Take(request.TrainImages).Concat(data.Valid.Take(request.ValidImages)).Concat(request.ScoreTest ? data.Test : []))
        {
            if (data.Labels[image] < 0 || data.Labels[image] >= data.Classes.Count)
                throw new InvalidDataException($"{data.Names[image]} has the label {data.Labels[image]}, but labels must be between 0 and {data.Classes.Count - 1}.");
        }
    }
}
