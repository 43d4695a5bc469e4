using Xunit;

namespace Search.Client.Tests.Processes;

[Collection(TinySearches.Name)]
public sealed class LoadedAssembliesTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("list --json", 0)]
    [InlineData("show latest", 0)]
    [InlineData("watch latest", 0)]
    [InlineData("leaderboard latest --json", 0)]
    [InlineData("trial latest 0", 0)]
    [InlineData("export latest --trials -", 0)]
    [InlineData("pause latest", 1)]
    [InlineData("launch", 2)]
    public async Task Neither_Orleans_nor_Torch_nor_a_server_s_client_nor_what_draws_is_loaded_for(string line, int exitCode)
    {
        await home.AddAsync("one-0001");

        var (answer, loaded) = await BuiltCommand.RunListedAsync(home.Folder.Root, line.Split(' '));

        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Contains("search", loaded); // the list is of the right process
        Assert.DoesNotContain(loaded, IsHeavy);
    }

    [Fact]
    public async Task A_simulation_loads_none_of_them_either()
    {
        var spec = Path.Combine(home.Folder.Root, "spec.yaml");
        await File.WriteAllTextAsync(spec, "space: { x: { uniform: [0, 1] } }\nobjective: { name: loss, direction: minimize }\n", TestContext.Current.CancellationToken);

        var (answer, loaded) = await BuiltCommand.RunListedAsync(home.Folder.Root, "simulate", spec, "--function", "branin", "--seeds", "2");

        Assert.Equal(0, answer.ExitCode);
        Assert.DoesNotContain(loaded, IsHeavy);
    }

    [Fact]
    public async Task Doctor_does_load_Torch_so_the_test_above_can_fail()
    {
        var (answer, loaded) = await BuiltCommand.RunListedAsync(home.Folder.Root, "doctor");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("TorchSharp", loaded);
        Assert.Contains("torch", answer.Out, StringComparison.Ordinal);
    }

    private static bool IsHeavy(string name) =>
        ((string[])["Orleans", "TorchSharp", "StackExchange", "Azure"]).Any(heavy => name.StartsWith(heavy, StringComparison.Ordinal))
        || name is "Search.Grains" or "Search.Grains.Interfaces" or "Search.Silo" or "Search.Training" or "Spectre.Console";
}
