using Xunit;

namespace Search.Specs.Tests;

public sealed class LineageTests
{
    private const string Own = "configuration: { learningRate: 0.1 }\nmaxEpochs: 5\n";

    [Theory]
    [InlineData("lineage: [ { untilEpoch: 5, configuration: { learningRate: 0.2 } } ]", "line 4: lineage.untilEpoch is 5, but maxEpochs is 5")]
    [InlineData("lineage: [ { untilEpoch: 0, configuration: { learningRate: 0.2 } } ]", "line 4: lineage.untilEpoch is 0, but must be")]
    [InlineData("lineage: [ { untilEpoch: 2, configuration: { learningRate: 0.2 } }, { untilEpoch: 2, configuration: { learningRate: 0.3 } } ]", "lineage.untilEpoch is 2, but the part before it ends at 2")]
    [InlineData("lineage: [ { untilEpoch: 2, configuration: { learningRate: 0.2, optimizer: sgd } } ]", "lineage.configuration.optimizer is sgd, but configuration.optimizer is adam")]
    [InlineData("lineage: [ { untilEpoch: 2, configuration: { learningRate: 0.2, model.width: 0.5 } } ]", "lineage.configuration.model.width is 0.5, but configuration.model.width is not given")]
    [InlineData("lineage: [ { untilEpoch: 2, configuration: { dropout: 0.2 } } ]", "line 4: lineage.configuration.learningRate is missing")]
    [InlineData("lineage: [ { untilEpoch: 2, configuration: { learningRate: 0.2, dropuot: 0.2 } } ]", "line 4: lineage.configuration.dropuot is not a known key: did you mean dropout?")]
    [InlineData("lineage: [ { untilEpoch: 2 } ]", "line 4: lineage.configuration is missing")]
    [InlineData("lineage: { untilEpoch: 2 }", "line 4: lineage is a section of keys, but must be a list")]
    public void A_lineage_that_no_run_can_have_gets_a_sentence(string line, string sentence) =>
        Assert.Contains(Files.Errors(Files.With(Own + line)), error => error.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void A_search_has_none() =>
        Assert.Contains(Files.Errors(Files.With("lineage: [ { untilEpoch: 2, configuration: { learningRate: 0.2 } } ]")), error => error.Contains("line 2: lineage belongs to a single run", StringComparison.Ordinal));
}
