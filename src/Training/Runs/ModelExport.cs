using Search.Spaces;
using Search.Training.Checkpoints;
using Search.Training.Settings;

namespace Search.Training.Runs;

/// <summary>Takes a trial's model out of a checkpoint.</summary>
public static class ModelExport
{
    /// <summary>Writes the weights of a checkpoint as safetensors, as a finished run leaves them in its folder. Needs no device and does not load Torch's libraries.</summary>
    /// <param name="checkpoint">Path of the checkpoint file.</param>
    /// <param name="target">Path of the file to write; an older one is replaced.</param>
    /// <param name="configuration">The trial's configuration.</param>
    /// <param name="classes">Class names in the order of the labels.</param>
    /// <param name="imageSize">Side of the images in pixels.</param>
    /// <exception cref="InvalidDataException">The checkpoint was cut or altered, or is none.</exception>
    /// <exception cref="IOException">A file could not be read or written.</exception>
    public static void FromCheckpoint(string checkpoint, string target, Configuration configuration, IReadOnlyList<string> classes, int imageSize)
    {
        var read = CheckpointFile.Read(checkpoint);
        SafetensorsFile.Write(target, RunArtifacts.Weights(read.Blobs), RunArtifacts.Metadata(TrainingSettings.From(configuration), classes, imageSize, read.Epoch));
    }
}
