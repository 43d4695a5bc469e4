using System.Text.Json.Nodes;
using Search.Specs.Tests.Schema;
using Xunit;

namespace Search.Specs.Tests;

public sealed class SchemaTests
{
    private static readonly JsonObject Root = JsonNode.Parse(SweepFile.Schema())!.AsObject();

    [Fact]
    public void The_published_schema_is_the_generated_one()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Search.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        var published = Path.Combine(folder, "docs", "sweep.schema.json");

        // SEARCH_WRITE_SCHEMA=1 renews the file after a change of the tables.
        if (Environment.GetEnvironmentVariable("SEARCH_WRITE_SCHEMA") == "1")
            File.WriteAllText(published, SweepFile.Schema());

        Assert.Equal(SweepFile.Schema(), File.ReadAllText(published));
    }

    [Theory]
    [InlineData("data: { path: a }")]
    [InlineData(Files.Full)]
    [InlineData("data: { path: a }\nmodel: [linear, { family: vgg, width: { choice: [0.5, 1] } }]\nspace: { augmentation: none, weightDecay: { log: [1e-4, 1], orZero: true } }")]
    [InlineData("data: { path: a }\nwarmStart: [birds-7f3a, cats]")]
    [InlineData("data: { path: a }\nwarmStart: birds-7f3a")]
    [InlineData("data: { path: a }\nbudget: { trials: 200, gain: noise, gainPerHour: 0.001 }")]
    [InlineData("data: { path: a }\nbudget: { gain: 1e-3 }")]
    [InlineData("data: { path: a }\nconfiguration: { learningRate: 0.1, model.width: 2, augmentation: { zoom: 0.1 } }\nrun: { repeat: 1 }\nstages: [train]")]
    public void What_reading_accepts_the_schema_accepts(string text)
    {
        Assert.Empty(Files.Errors(text));

        Assert.Null(MiniSchema.Complaint(Root, Root, YamlAsJson.Of(text)));
    }

    [Theory]
    [InlineData("seed: 1")]
    [InlineData("data: { path: a, imageSize: 4 }")]
    [InlineData("data: { path: a }\nspcae: {}")]
    [InlineData("data: { path: a }\nspace: { dropout: { uniform: [0, 1.5] } }")]
    [InlineData("data: { path: a }\nspace: { dropout: { unifrm: [0, 0.5] } }")]
    [InlineData("data: { path: a }\nspace: { optimizer: [adma] }")]
    [InlineData("data: { path: a }\nbudget: { time: soon }")]
    [InlineData("data: { path: a }\nbudget: { gain: 0 }")]
    [InlineData("data: { path: a }\nscheduler: { asha: { reductionFactor: 1 } }")]
    public void What_the_schema_refuses_reading_refuses_too(string text)
    {
        Assert.NotNull(MiniSchema.Complaint(Root, Root, YamlAsJson.Of(text)));

        Assert.NotEmpty(Files.Errors(text));
    }
}
