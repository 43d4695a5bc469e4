using System.Globalization;

namespace Search.Store.Azure;

/// <summary>A trial's head blob: which attempt may write, and which checkpoints are kept.</summary>
/// <param name="Attempt">The newest attempt that has shown itself.</param>
/// <param name="Names">The checkpoints, newest first; empty before the first.</param>
public sealed record CheckpointHead(int Attempt, IReadOnlyList<string> Names)
{
    internal BinaryData ToData() => new(string.Join('\n', [Attempt.ToString(CultureInfo.InvariantCulture), .. Names]));

    internal static CheckpointHead Of(BinaryData data)
    {
        var lines = data.ToString().Split('\n');
        return new(int.Parse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture), lines[1..]);
    }
}
