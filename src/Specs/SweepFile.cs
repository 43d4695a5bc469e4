using System.Text;
using Search.Experiments;
using Search.Spaces;
using Search.Specs.Keys;
using Search.Specs.Reading;
using Search.Specs.Writing;
using Search.Specs.Yaml;

namespace Search.Specs;

/// <summary>Sweep files: the YAML in which a search is described.</summary>
public static class SweepFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a sweep file from text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="folder">The folder at which relative paths begin.</param>
    /// <param name="overrides">Settings <c>key.path=value</c> that win over the text.</param>
    public static SweepReading Read(string text, string folder, IReadOnlyList<string>? overrides = null) =>
        Read(text, folder, overrides, root => false);

    /// <summary>Reads a file for a simulation: a sweep file, or, where it has no <c>data</c>, one whose parameters and objectives have any names.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="folder">The folder at which relative paths begin.</param>
    /// <param name="overrides">Settings <c>key.path=value</c> that win over the text.</param>
    public static SweepReading ReadSimulation(string text, string folder, IReadOnlyList<string>? overrides = null) =>
        Read(text, folder, overrides, root => root.Find("data") is null);

    private static SweepReading Read(string text, string folder, IReadOnlyList<string>? overrides, Func<MapNode, bool> isFree)
    {
        if (text.Length > YamlReader.MostCharacters)
            return Failed($"The sweep file has {text.Length} characters, but may have at most {YamlReader.MostCharacters}: is it the right file?");
        var errors = new ErrorList();
        var node = YamlReader.Read(text, errors);
        if (node is not null and not MapNode and not ScalarNode { IsEmpty: true })
            errors.Add(node.Place, $"the file holds {node.Kind}, but must hold keys, at least data: {{ path: … }}.");
        if (errors.Any)
            return new SweepReading(errors.InOrder());
        var root = Overrides.Apply(node as MapNode ?? new MapNode(Place.At(1), []), overrides ?? [], errors);
        var spec = isFree(root)
            ? new SpecReader(root, folder, errors, SimulationKeys.Root).ReadSimulation()
            : new SpecReader(root, folder, errors, SweepKeys.Root).Read();
        return errors.Any ? new SweepReading(errors.InOrder()) : new SweepReading(spec);
    }

    /// <summary>Reads a sweep file; relative paths in it begin at its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Settings <c>key.path=value</c> that win over the file.</param>
    public static SweepReading ReadFile(string path, IReadOnlyList<string>? overrides = null) => ReadFile(path, overrides, Read);

    /// <summary>Reads a file for a simulation as <see cref="ReadSimulation"/> does; relative paths in it begin at its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Settings <c>key.path=value</c> that win over the file.</param>
    public static SweepReading ReadSimulationFile(string path, IReadOnlyList<string>? overrides = null) => ReadFile(path, overrides, ReadSimulation);

    private static SweepReading ReadFile(string path, IReadOnlyList<string>? overrides, Func<string, string, IReadOnlyList<string>?, SweepReading> read)
    {
        try
        {
            if (Directory.Exists(path))
                return Failed($"{path} is a folder, but a sweep file is needed: search init --data {path} writes one.");
            using var file = File.OpenRead(path);
            if (file.Length > YamlReader.MostCharacters)
                return Failed($"{path} has {file.Length} bytes, but a sweep file has at most {YamlReader.MostCharacters}: is it the right file?");
            using var reader = new StreamReader(file, Strict);
            return read(reader.ReadToEnd(), Path.GetDirectoryName(Path.GetFullPath(path))!, overrides);
        }
        catch (DecoderFallbackException)
        {
            return Failed($"{path} is not UTF-8 text: is it the right file?");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Failed($"{path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>The sweep file that reads back as <paramref name="spec"/>, for every specification that reading can give.</summary>
    /// <exception cref="ArgumentException">No file can describe it: it has no images, or parameters that no file can name.</exception>
    public static string Write(ExperimentSpec spec) => SpecWriter.Write(spec);

    /// <summary>The file that <see cref="ReadSimulation"/> reads back as <paramref name="spec"/>, for every specification without data that it can give.</summary>
    /// <exception cref="ArgumentException">No such file can describe it.</exception>
    public static string WriteSimulation(ExperimentSpec spec) => SpecWriter.WriteSimulation(spec);

    /// <summary>The <c>config.yaml</c> of a run: launched, it trains the same numbers.</summary>
    /// <param name="spec">The experiment the run belongs to.</param>
    /// <param name="configuration">The run's configuration.</param>
    /// <param name="run">Its data size and seed.</param>
    /// <param name="epochs">The length of its schedule.</param>
    /// <exception cref="ArgumentException">The experiment has no images.</exception>
    public static string WriteRun(ExperimentSpec spec, Configuration configuration, RunSpec run, int epochs) => SpecWriter.Write(spec with
    {
        Configuration = configuration,
        Run = run,
        MaxEpochs = epochs,
        Stages = ["train"],
        Sampler = new("auto"),
        Scheduler = new("auto"),
        Budget = new BudgetSpec { Trials = 1 },
        SeedPoints = [],
    });

    /// <summary>A commented first sweep file for the images in <paramref name="dataPath"/>.</summary>
    public static string Starter(string dataPath) => StarterText.For(dataPath);

    /// <summary>The JSON schema of sweep files, for editors.</summary>
    public static string Schema() => SweepSchema.Text();

    /// <summary>The JSON schema of files without data, for editors.</summary>
    public static string SimulationSchema() => SweepSchema.SimulationText();

    private static SweepReading Failed(string message) => new([new SweepError(null, message)]);
}
