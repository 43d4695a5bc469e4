using System.Text;

namespace Search.Training.Data.Splitting;

/// <summary>Reads the CSV file that says which group each image belongs to.</summary>
/// <remarks>
/// A header names the columns <c>image</c> and <c>group</c>; others are passed over. An image is named by its path below the data folder, below
/// <c>train</c>, <c>valid</c> or <c>test</c>, or by its file name alone where that is unique.
/// </remarks>
internal static class GroupFile
{
    /// <summary>The group of every labelled image.</summary>
    /// <exception cref="BadDataException">The file is missing or malformed, contradicts itself, or does not name every labelled image.</exception>
    public static ImageGroups Read(string path, IReadOnlyList<string> names, IReadOnlyList<int> labels)
    {
        List<string> groups = [];
        var rows = Rows(path, groups);
        var ofImage = new int[names.Count];
        List<string> unnamed = [];
        Dictionary<string, string> byFileName = [];
        for (var i = 0; i < ofImage.Length; i++)
        {
            ofImage[i] = -1;
            if (labels[i] < 0)
                continue;
            var name = names[i];
            var belowPart = name[(name.IndexOf('/') + 1)..];
            var fileName = name[(name.LastIndexOf('/') + 1)..];
            if (rows.TryGetValue(name, out var group) || rows.TryGetValue(belowPart, out group))
            {
                ofImage[i] = group;
            }
            else if (rows.TryGetValue(fileName, out group))
            {
                if (!byFileName.TryAdd(fileName, name))
                    throw new BadDataException($"{path} names '{fileName}', which fits both {byFileName[fileName]} and {name}: write the path below the data folder.");
                ofImage[i] = group;
            }
            else
            {
                unnamed.Add(name);
            }
        }
        if (unnamed.Count > 0)
            throw new BadDataException($"{path} gives no group for {Wording.Count(unnamed.Count, "image")}: {Wording.Few(unnamed)}. Every labelled image needs a row 'image,group'.");
        return new(groups, ofImage);
    }

    private static Dictionary<string, int> Rows(string path, List<string> groups)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadDataException(File.Exists(path)
                ? $"The groups file {path} cannot be read: {e.Message}"
                : $"There is no file {path}: data.groups must name a CSV file with the columns image,group.");
        }
        var header = lines.Length == 0 ? [] : Fields(lines[0]).ConvertAll(field => field.Trim().ToLowerInvariant());
        var (image, group) = (header.IndexOf("image"), header.IndexOf("group"));
        if (image < 0 || group < 0)
            throw new BadDataException($"The first line of {path} is '{(lines.Length == 0 ? "" : lines[0])}', but must name the columns: image,group.");

        Dictionary<string, int> rows = [];
        Dictionary<string, int> numbers = [];
        for (var line = 1; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line]))
                continue;
            var fields = Fields(lines[line]);
            if (fields.Count <= Math.Max(image, group) || fields[image].Trim().Length == 0 || fields[group].Trim().Length == 0)
                throw new BadDataException($"Line {line + 1} of {path} is '{lines[line]}', but must give an image and its group.");
            var (name, groupName) = (fields[image].Trim().Replace('\\', '/'), fields[group].Trim());
            if (name.StartsWith("./", StringComparison.Ordinal))
                name = name[2..];
            if (!numbers.TryGetValue(groupName, out var number))
            {
                numbers[groupName] = number = groups.Count;
                groups.Add(groupName);
            }
            if (!rows.TryAdd(name, number) && rows[name] != number)
                throw new BadDataException($"Line {line + 1} of {path} puts {name} into group {groupName}, but an earlier line into {groups[rows[name]]}: an image has one group.");
        }
        return rows;
    }

    /// <summary>Splits at commas outside double quotes; a doubled quote inside stands for itself.</summary>
    private static List<string> Fields(string line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }
        fields.Add(field.ToString());
        return fields;
    }
}
