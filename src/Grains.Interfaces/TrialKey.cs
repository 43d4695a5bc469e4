using System.Globalization;

namespace Search.Grains.Interfaces;

/// <summary>The key of a trial grain, which says where it lives: <c>experiment/trial/attempt@silo!generation/device</c>.</summary>
public sealed record TrialKey
{
    /// <summary>The experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The trial.</summary>
    public required int Trial { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The silo's name.</summary>
    public required string Silo { get; init; }

    /// <summary>The silo's generation.</summary>
    public required int Generation { get; init; }

    /// <summary>The device slot.</summary>
    public required string Device { get; init; }

    /// <summary>The key of an assignment.</summary>
    public static TrialKey Of(TrialAssignment assignment) => new()
    {
        Experiment = assignment.Grant.Experiment,
        Trial = assignment.Trial,
        Attempt = assignment.Attempt,
        Silo = assignment.Grant.Silo,
        Generation = assignment.Grant.Generation,
        Device = assignment.Grant.Device,
    };

    /// <summary>Reads a key's text.</summary>
    /// <exception cref="FormatException">The text is no such key.</exception>
    public static TrialKey Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var bang = text.IndexOf('!', at + 1);
        var slash = text.IndexOf('/', bang + 1);
        string[] what = at > 0 ? text[..at].Split('/') : [];
        if (what.Length != 3 || bang < 0 || slash < 0)
            throw new FormatException($"\"{text}\" is not a trial's key; it should read experiment/trial/attempt@silo!generation/device.");
        return new TrialKey
        {
            Experiment = what[0],
            Trial = int.Parse(what[1], CultureInfo.InvariantCulture),
            Attempt = int.Parse(what[2], CultureInfo.InvariantCulture),
            Silo = text[(at + 1)..bang],
            Generation = int.Parse(text[(bang + 1)..slash], CultureInfo.InvariantCulture),
            Device = text[(slash + 1)..],
        };
    }

    /// <summary>The key's text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Experiment}/{Trial}/{Attempt}@{Silo}!{Generation}/{Device}");
}
