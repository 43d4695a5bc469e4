using System.Globalization;
using System.Text;
using Search.Training.Data;
using Search.Training.Loop;

namespace Search.Training.Runs;

/// <summary>A model's answer for every validation and test image, as comma-separated values.</summary>
/// <remarks>Columns: split, image, label, predicted, loss, then one probability per class, named <c>p:</c> and the class.</remarks>
internal static class PredictionsFile
{
    /// <summary>Writes the splits one after the other; their scores hold probabilities.</summary>
    public static void Write(string path, IImageData data, IEnumerable<(string Split, IReadOnlyList<int> Images, Scores Scores)> splits) => NewFile.Write(path, file =>
    {
        using var writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', ["split", "image", "label", "predicted", "loss", .. data.Classes.Select(name => Quoted("p:" + name))]));
        foreach (var (split, images, scores) in splits)
            for (var i = 0; i < images.Count; i++)
                writer.WriteLine(Line(data, split, images[i], scores, i));
    });

    private static string Line(IImageData data, string split, int image, Scores scores, int i)
    {
        var classes = data.Classes.Count;
        var probabilities = scores.Probabilities!.AsSpan(i * classes, classes);
        var line = new StringBuilder();
        line.Append(split).Append(',')
            .Append(Quoted(data.Names[image])).Append(',')
            .Append(Quoted(data.Classes[data.Labels[image]])).Append(',')
            .Append(Quoted(data.Classes[scores.Predicted[i]])).Append(',')
            .Append(scores.Losses[i].ToString("R", CultureInfo.InvariantCulture));
        foreach (var probability in probabilities)
            line.Append(',').Append(probability.ToString("R", CultureInfo.InvariantCulture));
        return line.ToString();
    }

    /// <summary>A field as RFC 4180 wants it.</summary>
    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
