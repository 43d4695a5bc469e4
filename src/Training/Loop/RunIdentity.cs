using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Search.Objectives;
using Search.Training.Data;

namespace Search.Training.Loop;

/// <summary>Hash of everything that determines a run's numbers within a fingerprint; a checkpoint is only good for the same.</summary>
internal static class RunIdentity
{
    /// <summary>Raised when models, initial weights or streams change their meaning: older checkpoints are then passed over.</summary>
    private const int Generation = 1;

    /// <summary>The hash, hexadecimal.</summary>
    public static string Of(TrialRequest request, IImageData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{Generation}|{request.Configuration}|{request.RunSeed}|{request.TrainImages}|{request.ValidImages}|{request.Epochs}|{data.ContentHash}|")));
        foreach (var origin in request.Origins)
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{origin.Configuration}@{origin.Epoch}|")));
        hash.AppendData(MemoryMarshal.AsBytes<int>(data.Train.Take(request.TrainImages).ToArray()));
        hash.AppendData(MemoryMarshal.AsBytes<int>(data.Valid.Take(request.ValidImages).ToArray()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
