using System.Reflection;
using Xunit;

namespace Search.Walls.Tests;

/// <summary>The house as it is drawn: who may refer to whom, read off the assemblies themselves.</summary>
public sealed class WallsTests
{
    private static readonly Dictionary<string, Wall> Walls = new Wall[]
    {
        new("Search.Core"),
        new("Search.Training", "Search.Core", "TorchSharp", "SkiaSharp"),
        new("Search.Specs", "Search.Core", "YamlDotNet"),
        // Azure's clients speak in the binary data of System.Memory.Data.
        new("Search.Store", "Search.Core", "Microsoft.Data.Sqlite", "SQLitePCLRaw.*", "StackExchange.Redis", "Azure.*", "System.Memory.Data"),
        // Orleans' generated code registers serializers by Microsoft.Extensions' abstractions.
        new("Search.Grains.Interfaces", "Orleans.*", "Microsoft.Extensions.*"),
        new("Search.Grains", "Search.Grains.Interfaces", "Search.Core", "Search.Store", "Orleans.*", "Microsoft.Extensions.*"),
        new("Search.Silo",
            "Search.Core", "Search.Training", "Search.Specs", "Search.Store", "Search.Grains.Interfaces", "Search.Grains",
            "Orleans.*", "Microsoft.Extensions.*", "Microsoft.AspNetCore.*", "OpenTelemetry.*", "TorchSharp", "StackExchange.Redis"),
        // Whoever embeds a silo prepares the demo's and the sweep's data for it and looks for devices; what else the command line does loads no Torch.
        new("search",
            "Search.Core", "Search.Specs", "Search.Store", "Search.Grains.Interfaces", "Search.Silo", "Search.Training", "TorchSharp",
            "Orleans.*", "Microsoft.Extensions.*", "System.CommandLine", "Spectre.Console.*"),
    }.ToDictionary(wall => wall.Assembly, StringComparer.Ordinal);

    public static TheoryData<string> Assemblies { get; } = [.. Walls.Keys];

    /// <summary>The shared framework's own assemblies; Microsoft.* packages and ASP.NET are not among them.</summary>
    private static HashSet<string> BaseLibrary { get; } =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Select(Path.GetFileNameWithoutExtension).OfType<string>(),
    ];

    [Theory, MemberData(nameof(Assemblies))]
    public void An_assembly_refers_only_to_what_stands_on_its_side_of_the_wall(string assembly)
    {
        var references = Assembly.Load(new AssemblyName(assembly)).GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.Empty(Walls[assembly].Breaches(references, BaseLibrary));
    }

    [Fact]
    public void Every_project_of_the_product_has_its_wall() =>
        Assert.Equal(
            Walls.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(Path.GetFileNameWithoutExtension).OfType<string>()
                .Where(name => name.Equals("search", StringComparison.Ordinal) || name.StartsWith("Search.", StringComparison.Ordinal))
                .Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Search.Core", "TorchSharp")]
    [InlineData("Search.Core", "Microsoft.Extensions.Logging.Abstractions")]
    [InlineData("Search.Core", "Search.Store")]
    [InlineData("Search.Training", "Orleans.Core")]
    [InlineData("Search.Training", "Search.Grains.Interfaces")]
    [InlineData("Search.Specs", "TorchSharp")]
    [InlineData("Search.Store", "Orleans.Core.Abstractions")]
    [InlineData("Search.Grains.Interfaces", "Search.Core")]
    [InlineData("Search.Grains", "Search.Training")]
    [InlineData("Search.Grains", "TorchSharp")]
    [InlineData("Search.Grains", "Microsoft.Data.Sqlite")]
    [InlineData("Search.Silo", "search")]
    [InlineData("search", "Search.Grains")]
    [InlineData("search", "OrleansFoo")]
    public void A_forbidden_reference_is_found(string assembly, string reference) =>
        Assert.Equal([reference], Walls[assembly].Breaches(["System.Runtime", reference], BaseLibrary));

    [Fact]
    public void The_base_class_library_is_read_off_the_runtime_and_holds_no_package()
    {
        Assert.Contains("System.Text.Json", BaseLibrary);
        Assert.Contains("System.Runtime", BaseLibrary);
        Assert.DoesNotContain(BaseLibrary, name => name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal));
    }

    [Fact]
    public void No_reference_leads_back_to_the_client_or_round_in_a_circle()
    {
        var references = Walls.Keys.ToDictionary(name => name, name => Assembly.Load(new AssemblyName(name)).GetReferencedAssemblies().Select(r => r.Name!).Where(Walls.ContainsKey).ToList());

        Assert.All(references, pair => Assert.DoesNotContain(pair.Key, Reached(pair.Key)));
        Assert.All(references.Where(pair => pair.Key != "search"), pair => Assert.DoesNotContain("search", Reached(pair.Key)));

        HashSet<string> Reached(string from)
        {
            var reached = new HashSet<string>();
            var open = new Stack<string>(references[from]);
            while (open.TryPop(out var name))
                if (reached.Add(name))
                    references[name].ForEach(open.Push);
            return reached;
        }
    }
}
