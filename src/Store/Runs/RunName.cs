using System.Globalization;
using System.Text;
using Search.Spaces;

namespace Search.Store.Runs;

/// <summary>The name of a run's folder: the values that define the run, readable in a listing.</summary>
public static class RunName
{
    /// <summary><c>&lt;dataset&gt;/&lt;YYYYMMDDHHMM&gt;-&lt;model&gt;-lr&lt;…&gt;-do&lt;…&gt;-&lt;experiment&gt;-&lt;trial&gt;</c>, in parts that are safe on every file system.</summary>
    /// <param name="dataset">The data's name: usually the last part of their path.</param>
    /// <param name="started">When the trial's first attempt began; written in UTC.</param>
    /// <param name="configuration">The trial's configuration.</param>
    /// <param name="experiment">The experiment's identifier.</param>
    /// <param name="trial">The trial's number.</param>
    public static string Of(string dataset, DateTimeOffset started, Configuration configuration, string experiment, int trial) => Path.Combine(
        Safe(dataset),
        Safe(string.Create(CultureInfo.InvariantCulture,
            $"{started.UtcDateTime:yyyyMMddHHmm}-{configuration.Text("model", "model")}-lr{Short(configuration, "learningRate")}-do{Short(configuration, "dropout")}-{experiment}-{trial}")));

    // Three digits tell runs apart for a reader; config.yaml has them all.
    private static string Short(Configuration configuration, string name) =>
        configuration.Number(name, 0).ToString("G3", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    private static string Safe(string part)
    {
        var safe = new StringBuilder(part.Length);
        foreach (var rune in part.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.' or '+')
                safe.Append(rune);
            else
                safe.Append('_');
        }
        // Names made of dots lead out of the folder.
        return safe.ToString().Trim('.') is { Length: > 0 } name ? name : "data";
    }
}
