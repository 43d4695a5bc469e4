using System.Text.RegularExpressions;
using k8s.Models;
using Search.Kubernetes.Tests.Rendering;
using Xunit;

namespace Search.Kubernetes.Tests;

public sealed partial class ImageTests
{
    private static readonly string Dockerfile = RepositoryFiles.Read("k8s/Dockerfile");

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_image_of_ours_is_a_target_of_the_Dockerfile_for_the_devices_it_runs_on(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var images = loaded.Workloads.Where(workload => workload.Name != "search-redis").Select(workload => workload.Container.Image).Distinct().ToArray();

        Assert.EndsWith($"search:{loaded.Workload("search-devices").Environment(loaded)["SEARCH__DEVICES"]}", Assert.Single(images), StringComparison.Ordinal);
        Assert.Contains(images[0].Split(':')[^1], Stages());
    }

    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Processes_are_the_images_own_user_and_program(string overlay)
    {
        var loaded = await Overlay.LoadAsync(overlay);
        var user = long.Parse(Instruction("USER"), null);
        var entry = Quoted().Matches(Instruction("ENTRYPOINT")).Select(match => match.Groups[1].Value);

        Assert.All(loaded.Silos, silo => Assert.Equal(entry, silo.Container.Command));
        Assert.All(loaded.Workloads.Where(workload => workload.Name != "search-redis"), workload => Assert.Equal((user, user), (workload.Pod.SecurityContext.RunAsUser, workload.Pod.SecurityContext.RunAsGroup)));
        Assert.Contains("ENV PATH=/app:$PATH", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void The_programs_of_the_image_are_what_their_projects_make()
    {
        var projects = Project().Matches(Dockerfile).Select(match => match.Value).Distinct().ToArray();

        Assert.Equal(["src/Silo/Silo.csproj", "src/Client/Client.csproj"], projects);
        Assert.Contains("<AssemblyName>Search.Silo</AssemblyName>", RepositoryFiles.Read(projects[0]), StringComparison.Ordinal);
        Assert.Contains("<AssemblyName>search</AssemblyName>", RepositoryFiles.Read(projects[1]), StringComparison.Ordinal);
        Assert.Contains("Search.Silo.dll", Instruction("ENTRYPOINT"), StringComparison.Ordinal);
    }

    [Fact]
    public void Stages_are_built_from_stages_and_each_holds_the_torch_of_its_name()
    {
        var sources = From().Matches(Dockerfile).Select(match => match.Groups[1].Value);

        Assert.All(sources, source => Assert.True(Stages().Contains(source) || source.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal)));
        foreach (var torch in new[] { "cpu", "cuda" })
        {
            var build = Dockerfile.Split($"AS build-{torch}\n")[1].Split("\nFROM")[0];
            Assert.Equal(2, Torch().Count(build));
            Assert.All(Torch().Matches(build), match => Assert.Equal(torch, match.Groups[1].Value));
            Assert.Contains($"AS {torch}\nCOPY --from=build-{torch} /app /app\n", Dockerfile, StringComparison.Ordinal);
            Assert.Contains($"'$(Torch)' == '{torch}'", RepositoryFiles.Read("src/Training/Training.csproj"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_let_into_the_build_is_there()
    {
        var let = RepositoryFiles.Read("k8s/Dockerfile.dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToArray();

        Assert.All(let, path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path)), path));
        // The rules of the build come with it: what they silence would fail it.
        Assert.Superset(new HashSet<string> { ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "build", "src" }, let.ToHashSet());
    }

    private static HashSet<string> Stages() => [.. Stage().Matches(Dockerfile).Select(match => match.Groups[1].Value)];

    private static string Instruction(string name) => Assert.Single(Dockerfile.Split('\n'), line => line.StartsWith($"{name} ", StringComparison.Ordinal))[(name.Length + 1)..];

    [GeneratedRegex(@"^FROM \S+ AS (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^FROM (\S+) AS", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"-p:Torch=(\S+)")]
    private static partial Regex Torch();

    [GeneratedRegex(@"src/\S+\.csproj")]
    private static partial Regex Project();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
