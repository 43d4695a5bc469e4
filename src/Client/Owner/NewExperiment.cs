using System.Globalization;
using System.Security.Cryptography;
using Search.Experiments;

namespace Search.Client.Owner;

/// <summary>The first row of an experiment that is to be launched.</summary>
internal static class NewExperiment
{
    /// <summary>Checks the images, names the experiment, and writes its row.</summary>
    /// <exception cref="CommandException">The images cannot be used.</exception>
    public static (string Id, byte[] Row) Of(CommandContext context, ExperimentSpec spec, WarmStart? warmStart, CancellationToken cancellationToken)
    {
        var data = LaunchData.Open(context, spec, cancellationToken);
        var id = string.Create(CultureInfo.InvariantCulture, $"{spec.Name}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
        return (id, EventJson.Write(new ExperimentCreated(id, spec, data, context.Terminal.Time.GetUtcNow()) { WarmStart = warmStart }));
    }
}
