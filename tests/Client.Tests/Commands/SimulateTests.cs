using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Search.Client.Tests.Commands;

public sealed class SimulateTests : IDisposable
{
    private const string Small = """
        space:
          learningRate: { log: [1e-4, 1e-1] }
          units: { int: [8, 128] }
        objective: { name: loss, direction: minimize }
        budget: { trials: 12 }
        maxEpochs: 1
        sampler: random
        scheduler: none

        """;

    // Answers every request for one epoch with the value 0.5, in nothing but a shell's own words.
    private const string Echo = """sh -c 'while read -r line; do id=${line#*:}; echo "{\"id\":${id%%,*},\"values\":[0.5]}"; done'""";

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_function_is_searched_and_its_regret_told_with_intervals()
    {
        var answer = await home.RunAsync("simulate", Spec(Small), "--function", "branin", "--seeds", "8", "--set", "budget.trials=64");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("regret", answer.Lines[1], StringComparison.Ordinal);
        string[] first = answer.Lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), last = answer.Lines[6].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("4", "64"), (first[0], last[0]));
        Assert.True(double.Parse(last[4]) < double.Parse(first[4]));
    }

    [Fact]
    public async Task The_document_holds_every_evaluation_and_the_anytime_incumbent()
    {
        var json = (await home.RunAsync("simulate", Spec(Small), "--function", "sphere", "--instance", "5", "--seeds", "2", "--workers", "3", "--json")).Json;

        Assert.Equal(("function", "sphere"), (json.GetProperty("source").GetString(), json.GetProperty("sourceName").GetString()));
        Assert.Equal([1UL, 2UL], json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("seed").GetUInt64()));
        foreach (var run in json.GetProperty("runs").EnumerateArray())
        {
            var evaluations = run.GetProperty("evaluations").EnumerateArray().Select(evaluation => evaluation.GetProperty("values")[0].GetDouble()).ToList();
            var incumbents = run.GetProperty("incumbents").EnumerateArray().ToList();
            Assert.Equal(12, evaluations.Count);
            Assert.Equal(12, run.GetProperty("trials").GetArrayLength());
            Assert.Equal(evaluations.Min(), incumbents[^1].GetProperty("value").GetDouble());
            Assert.All(incumbents, incumbent => Assert.Equal(evaluations.Take((int)incumbent.GetProperty("spent").GetInt64()).Min(), incumbent.GetProperty("value").GetDouble()));
            Assert.Equal(JsonValueKind.Null, run.GetProperty("front").ValueKind);
        }
    }

    [Fact]
    public async Task The_same_command_says_the_same()
    {
        var spec = Spec(Small);
        string[] line = ["simulate", spec, "--function", "mixed", "--seeds", "6", "--workers", "4", "--failures", "0.3", "--stragglers", "0.2", "--json"];

        Assert.Equal((await home.RunAsync(line)).Out, (await home.RunAsync(line)).Out);
    }

    [Fact]
    public async Task Curves_answer_for_what_was_recorded()
    {
        var table = Path.Combine(home.Folder.Root, "curves.csv");
        File.WriteAllText(table, "configuration,seed,learningRate,units,seconds,epoch1,epoch2\n0,0,0.01,64,2,0.5,0.25\n1,0,0.001,16,1,0.4,\n");

        var json = (await home.RunAsync("simulate", Spec(Small), "--curves", table, "--seeds", "6", "--set", "maxEpochs=2", "--json")).Json;

        Assert.Equal(0.25, json.GetProperty("points").EnumerateArray().Last().GetProperty("value").GetProperty("median").GetDouble());
        Assert.Equal(0, json.GetProperty("points").EnumerateArray().Last().GetProperty("regret").GetProperty("median").GetDouble());
    }

    [Theory]
    [InlineData("curves.csv", "seed,configuration\n", "curves.csv: line 1 must read configuration,seed")]
    [InlineData("curves.json", "{}", "curves.json: it must be an object with \"epochs\"")]
    [InlineData("curves.csv", "configuration,seed,learningRate,units,seconds,epoch1\n0,0,0.01,64,2,0.5\n", "lower maxEpochs to 1")]
    public async Task A_bad_table_gets_a_sentence_and_exit_2(string name, string text, string sentence)
    {
        var table = Path.Combine(home.Folder.Root, name);
        File.WriteAllText(table, text);

        var answer = await home.RunAsync("simulate", Spec(Small), "--curves", table, "--set", "maxEpochs=2");

        Assert.Equal((2, ""), (answer.ExitCode, answer.Out));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_is_started_once_and_answers_for_all_seeds()
    {
        var json = (await home.RunAsync("simulate", Spec(Small), "--objective", Echo, "--seeds", "3", "--json")).Json;

        Assert.All(json.GetProperty("runs").EnumerateArray(), run => Assert.Equal(12, run.GetProperty("evaluations").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("points")[0].GetProperty("regret").ValueKind);
        Assert.Equal(12, json.GetProperty("runs")[0].GetProperty("seconds").GetDouble()); // a second each where none are given
    }

    [Fact]
    public async Task The_documented_example_in_Python_works()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "There is no Python here.");
        var script = Path.Combine(home.Folder.Root, "objective.py");
        File.WriteAllText(script, Block("python"));

        var answer = await home.RunAsync("simulate", Spec(Block("yaml")), "--objective", $"/usr/bin/python3 '{script}'", "--seeds", "6", "--workers", "4", "--set", "budget.epochs=300", "--json");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        var trials = answer.Json.GetProperty("runs").EnumerateArray().SelectMany(run => run.GetProperty("trials").EnumerateArray()).ToList();
        Assert.Contains(trials, trial => trial.GetProperty("state").GetString() == "completed");
        Assert.All(trials, trial => Assert.True(trial.GetProperty("configuration").GetProperty("units").GetDouble() * trial.GetProperty("configuration").GetProperty("learningRate").GetDouble() <= 8));
        Assert.All(trials.Where(trial => trial.GetProperty("configuration").GetProperty("units").GetDouble() > 120), trial => Assert.Equal(("failed", "out of memory"), (trial.GetProperty("state").GetString(), trial.GetProperty("reason").GetString())));
    }

    [Theory]
    [InlineData("sh -c 'exit 3'", "request 1 (trial 0, seed 1, epochs 1 to 1) was not answered by the command sh, which ended with exit code 3.")]
    [InlineData("sh -c 'read -r line; echo nonsense'", "was answered \"nonsense\" by the command sh, which is not JSON")]
    [InlineData("sh -c 'read -r line; echo \"{\\\"id\\\":2,\\\"values\\\":[1]}\"'", "which has the id 2")]
    [InlineData("sh -c 'read -r line; echo \"{\\\"id\\\":1,\\\"values\\\":[1,2]}\"'", "which has 2 values, but 1 epochs were asked for")]
    [InlineData("sh -c 'read -r line; echo \"{\\\"id\\\":1,\\\"values\\\":[NaN]}\"'", "which is not JSON (NaN")]
    [InlineData("sh -c 'read -r line; echo \"{\\\"id\\\":1,\\\"values\\\":[1]}\"; exit 4'", "request 2 (trial 1, seed 1, epochs 1 to 1) was not answered by the command sh, which ended with exit code 4.")]
    [InlineData("no-such-command-anywhere", "the command no-such-command-anywhere cannot be started")]
    [InlineData("tcp://127.0.0.1:1", "tcp://127.0.0.1:1 cannot be reached")]
    public async Task A_bad_objective_gets_a_sentence_and_exit_1(string objective, string sentence)
    {
        var answer = await home.RunAsync("simulate", Spec(Small), "--objective", objective, "--seeds", "1");

        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_objective_that_does_not_answer_in_time_gets_a_sentence_and_exit_1()
    {
        var answer = await home.RunAsync("simulate", Spec(Small), "--objective", "sh -c 'while read -r line; do :; done'", "--timeout", "1");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("was not answered within 1 s: raise --timeout, or answer sooner", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp://nowhere", "must be tcp://host:port")]
    [InlineData("tcp://host:70000", "must be tcp://host:port with a port from 1 to 65535")]
    [InlineData("sh -c 'x", "in which ' is not closed")]
    public async Task A_bad_address_gets_a_sentence_and_exit_2(string objective, string sentence)
    {
        var answer = await home.RunAsync("simulate", Spec(Small), "--objective", objective);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_every_trial_fails_there_is_no_result()
    {
        var answer = await home.RunAsync("simulate", Spec(Small), "--objective", """sh -c 'while read -r line; do id=${line#*:}; echo "{\"id\":${id%%,*},\"error\":\"too hot\"}"; done'""", "--seeds", "2");

        Assert.Equal((1, ""), (answer.ExitCode, answer.Out));
        Assert.Contains("too hot", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_objective_may_be_behind_a_port_and_gets_spans_up_to_the_target()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener);

        var answer = await home.RunAsync("simulate", Spec(Small), "--objective", $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", "--seeds", "1",
            "--set", "scheduler={ asha: { minEpochs: 1, reductionFactor: 3 } }", "--set", "maxEpochs=9", "--json");

        Assert.Equal(0, answer.ExitCode);
        var spans = await served;
        Assert.All(spans, span => Assert.Contains(span, (IEnumerable<(int, int)>)[(1, 1), (2, 3), (4, 9), (2, 9)]));
        Assert.Equal(answer.Json.GetProperty("runs")[0].GetProperty("evaluations").GetArrayLength(), spans.Sum(span => span.To - span.From + 1));
    }

    [Fact]
    public async Task Several_objectives_give_a_front_and_its_hypervolume()
    {
        var spec = Spec(Small.Replace("objective: { name: loss, direction: minimize }", "objectives: [ { name: loss, direction: minimize }, { name: speed, direction: maximize } ]", StringComparison.Ordinal));
        const string both = """sh -c 'while read -r line; do id=${line#*:}; id=${id%%,*}; echo "{\"id\":$id,\"values\":[[$id,$id]]}"; done'""";

        var json = (await home.RunAsync("simulate", spec, "--objective", both, "--seeds", "1", "--reference", "14,0", "--json")).Json;
        var text = await home.RunAsync("simulate", spec, "--objective", both, "--seeds", "1", "--reference", "14,0");

        var run = json.GetProperty("runs")[0];
        Assert.Equal(12, run.GetProperty("front").GetArrayLength()); // the k-th trial has loss k and speed k: none dominates another
        Assert.Equal(Enumerable.Range(1, 12).Sum(k => 14.0 - k), run.GetProperty("hypervolume").GetDouble(), 9); // steps one wide
        Assert.Contains("Pareto front of seed 1, the largest (90)", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14", "--reference is \"14\", but must be a number for each of the objectives, which are loss: with one objective there is no hypervolume")]
    public async Task A_reference_needs_several_objectives(string reference, string sentence) =>
        Assert.Contains(sentence, (await home.RunAsync("simulate", Spec(Small), "--function", "sphere", "--reference", reference)).Error.Replace("which are sphere", "which are loss", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public async Task Every_error_of_the_file_is_told_at_once()
    {
        var answer = await home.RunAsync("simulate", Spec("space: { a: { unifrm: [0, 1] } }\nbudget: { trails: 3 }\n"), "--function", "branin");

        Assert.Equal((2, ""), (answer.ExitCode, answer.Out));
        Assert.Equal(3, answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static async Task<List<(int From, int To)>> ServeAsync(TcpListener listener)
    {
        var spans = new List<(int From, int To)>();
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
        while (await reader.ReadLineAsync() is { } line)
        {
            var request = JsonDocument.Parse(line).RootElement;
            var (from, to) = (request.GetProperty("fromEpoch").GetInt32(), request.GetProperty("toEpoch").GetInt32());
            spans.Add((from, to));
            var values = string.Join(',', Enumerable.Range(from, to - from + 1).Select(epoch => FormattableString.Invariant($"{request.GetProperty("configuration").GetProperty("learningRate").GetDouble() + 1.0 / epoch}")));
            await writer.WriteLineAsync($"{{\"id\":{request.GetProperty("id").GetInt64()},\"values\":[{values}]}}");
        }
        return spans;
    }

    private string Spec(string text)
    {
        var path = Path.Combine(home.Folder.Root, "spec.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private static string Block(string language)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Search.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        var text = File.ReadAllText(Path.Combine(folder, "docs", "simulate.md"));
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
