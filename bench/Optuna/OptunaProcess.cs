using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Search.Spaces;

namespace Search.Bench.Optuna;

/// <summary>A Python process that runs Optuna's samplers and asks this one for every value.</summary>
internal sealed class OptunaProcess : IDisposable
{
    private readonly Process process;

    public OptunaProcess()
    {
        process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "optuna_side.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // One thread each: numpy's own would fight with the other processes for two cores.
            Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" },
        })!;
    }

    /// <summary>Runs a job; every question is answered by <paramref name="answer"/>.</summary>
    public JsonObject Run(JsonObject job, Func<Configuration, JsonObject> answer)
    {
        Send(job);
        while (true)
        {
            var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Optuna's process ended: see its words above.");
            var message = JsonNode.Parse(line)!.AsObject();
            if (message["configuration"] is not { } configuration)
                return message;
            Send(answer(configuration.Deserialize<Configuration>()!));
        }
    }

    /// <summary>The space in Optuna's terms.</summary>
    public static JsonArray Describe(SearchSpace space) => [.. space.Parameters.Where(parameter => parameter.Domain.Count != 1).Select(Describe)];

    private static JsonObject Describe(Parameter parameter)
    {
        var (kind, low, high, step) = parameter.Domain switch
        {
            UniformDomain uniform => ("float", uniform.Low, uniform.High, uniform.Step),
            LogDomain { OrZero: false } log => ("log", log.Low, log.High, null),
            IntDomain whole => ("int", whole.Low, whole.High, whole.Step),
            LogIntDomain whole => ("logInt", whole.Low, whole.High, null),
            OrdinalDomain => ("ordinal", 0, 0, null),
            ChoiceDomain => ("choice", 0, 0, null),
            var other => throw new NotSupportedException($"{parameter.Name}: {other} has no equal in Optuna."),
        };
        var described = new JsonObject { ["name"] = parameter.Name, ["kind"] = kind, ["low"] = low, ["high"] = high };
        if (kind is "int" or "logInt")
            (described["low"], described["high"]) = ((long)low, (long)high);
        if (step is { } given)
            described["step"] = kind == "int" ? (long)given : given;
        if (parameter.Domain is OrdinalDomain ordinal)
            described["values"] = Values(ordinal.Values);
        if (parameter.Domain is ChoiceDomain choice)
            described["values"] = Values(choice.Values);
        if (parameter.When.Count > 0)
            described["when"] = new JsonObject(parameter.When.Select(condition => KeyValuePair.Create(condition.Parameter, (JsonNode?)Values(condition.Values))));
        return described;
    }

    private static JsonArray Values(IEnumerable<ParameterValue> values) => [.. values.Select(value => JsonSerializer.SerializeToNode(value))];

    private void Send(JsonObject message)
    {
        process.StandardInput.WriteLine(message.ToJsonString());
        process.StandardInput.Flush();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit(5000);
        process.Dispose();
    }
}
