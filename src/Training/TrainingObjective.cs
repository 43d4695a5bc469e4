using Search.Objectives;
using Search.Training.Data;
using Search.Training.Hardware;
using Search.Training.Loop;
using static TorchSharp.torch;

namespace Search.Training;

/// <summary>Trains one network per trial on shared images; an interrupted and resumed trial gives the same bits as one that was not.</summary>
/// <remarks>
/// Safe to evaluate several trials at once, each enumerated on its own thread: nothing is drawn from Torch's global generator, and
/// every number follows from the request, the data and the numerics fingerprint. Configuration: <see cref="Settings.TrainingSettings"/>.
/// After every epoch the checkpoint is on the disk before the epoch is reported.
/// </remarks>
public sealed class TrainingObjective : IObjective
{
    private readonly IImageData data;
    private readonly Device device;
    private readonly TrainingOptions options;

    /// <summary>An objective on these images and this device.</summary>
    /// <param name="data">The images; read only, shared by all trials.</param>
    /// <param name="device">Where to train: one of <see cref="Devices.Discover"/>.</param>
    /// <param name="options">How this process trains.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public TrainingObjective(IImageData data, Device device, TrainingOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThreadsPerSlot, 1, "options.ThreadsPerSlot");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.CheckpointEvery, TimeSpan.Zero, "options.CheckpointEvery");
        this.data = data;
        this.device = device;
        this.options = options;
    }

    /// <inheritdoc/>
    public IEnumerable<RunEvent> Evaluate(TrialRequest request, IRunControl control)
    {
        using var events = TrainingRun.Events(data, device, options, request, control).GetEnumerator();
        while (true)
        {
            RunEvent? next = null;
            try
            {
                if (events.MoveNext())
                    next = events.Current;
            }
            catch (Exception error)
            {
                // The loop's edge: a training that breaks is a result of its trial, whatever broke it.
                next = Failures.From(error);
            }
            if (next is null)
                yield break;
            yield return next;
            if (next is RunFailed)
                yield break;
        }
    }
}
