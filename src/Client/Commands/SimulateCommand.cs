using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Search.Client.Output;
using Search.Client.Simulations;
using Search.Experiments;
using Search.Simulation;
using Search.Simulation.Functions;
using Search.Simulation.Tables;

namespace Search.Client.Commands;

internal static class SimulateCommand
{
    private const int UsualSeeds = 20, UsualTimeout = 600;

    public static Command Create(CommandLine line)
    {
        var spec = new Argument<string>("SPEC") { Description = "The file: a sweep file, or one with just space, objective, budget, maxEpochs, sampler, scheduler and seed." };
        var curves = new Option<string?>("--curves") { Description = "Table of recorded learning curves, CSV or JSON.", HelpName = "FILE" };
        var function = new Option<string?>("--function") { Description = $"A test function instead of the file's space: {string.Join(", ", TestFunctions.Names)}.", HelpName = "NAME" };
        var instance = Symbols.Number("--instance", "Shift and rotation of the function; 0 (the default) for neither.", 0);
        var objective = new Option<string?>("--objective") { Description = "A command that answers JSON lines, or tcp://host:port (see docs/simulate.md).", HelpName = "COMMAND" };
        var workers = Symbols.Number("--workers", "Trials at a time (default: 1).", 1, 100_000);
        var seeds = Symbols.Number("--seeds", $"Searches, each with the next seed (default: {UsualSeeds}).", 1, 100_000);
        var failures = Chance("--failures", "Chance that an attempt is lost (default: 0).");
        var stragglers = Chance("--stragglers", "Chance that an attempt takes four times as long (default: 0).");
        var timeout = Symbols.Number("--timeout", $"Seconds in which an objective must answer (default: {UsualTimeout}).", 1, 1_000_000);
        var reference = new Option<string?>("--reference") { Description = "Corner for hypervolumes, a value for each objective: 1,0.5 (default: the worst observed).", HelpName = "VALUES" };
        var set = Symbols.Set();
        return line.Reading("simulate", "Tries sampler and scheduler on a function, on recorded curves or on any objective, under a virtual clock.",
            [spec, curves, function, instance, objective, workers, seeds, failures, stragglers, timeout, reference, set], (arguments, context, cancellationToken) =>
        {
            if (new[] { arguments.GetValue(curves), arguments.GetValue(function), arguments.GetValue(objective) }.Count(given => given is not null) != 1)
                throw CommandException.Usage("simulate needs exactly one of --curves FILE, --function NAME and --objective COMMAND: what trials are evaluated on.");
            var read = SimulationSpec.Read(arguments.GetRequiredValue(spec), arguments.GetValue(set) ?? [], context.Terminal.In);
            var settings = new SimulatorSettings { FailureChance = arguments.GetValue(failures), StragglerChance = arguments.GetValue(stragglers) };
            SimulationReport Run(ExperimentSpec simulated, ISpanObjective trials, string kind, string name, bool parallel) =>
                new SimulationRunner(simulated, trials, new SimulationOptions(arguments.GetValue(workers) ?? 1, arguments.GetValue(seeds) ?? UsualSeeds, settings, Reference(arguments.GetValue(reference), simulated)))
                    .Run((kind, name), parallel, cancellationToken);

            if (arguments.GetValue(function) is { } functionName)
            {
                var made = Function(functionName, (ulong)(arguments.GetValue(instance) ?? 0));
                return Task.FromResult(Show(context, Run(SimulationSpec.On(read, made), new FunctionObjective(made), "function", functionName, parallel: true)));
            }
            if (arguments.GetValue(curves) is { } file)
                return Task.FromResult(Show(context, Run(read, Table(file, read), "curves", file, parallel: true)));
            var patience = TimeSpan.FromSeconds(arguments.GetValue(timeout) ?? UsualTimeout);
            var address = arguments.GetValue(objective)!;
            using LineChannel channel = address.StartsWith(TcpChannel.Scheme, StringComparison.Ordinal)
                ? new TcpChannel(address, patience, cancellationToken)
                : new ProcessChannel(CommandWords.Split(address));
            var asked = new LineObjective(channel, read.Objectives.Count, patience, context.Terminal.Time, cancellationToken);
            return Task.FromResult(Show(context, Run(read, asked, "objective", address, parallel: false)));
        });
    }

    private static int Show(CommandContext context, SimulationReport report)
    {
        if (report.Runs.All(run => run.Incumbents.Count == 0))
            throw CommandException.Failed($"No trial gave a value: {report.Runs[0].Reason ?? "nothing was tried"}");
        if (context.IsJson)
            context.Say(JsonSerializer.SerializeToUtf8Bytes(report, ClientJson.Default.SimulationReport));
        else
            SimulationText.Show(context, report);
        return ExitCode.Done;
    }

    private static TestFunction Function(string name, ulong instance) => TestFunctions.Names.Contains(name)
        ? TestFunctions.Create(name, instance)
        : throw CommandException.Usage($"--function is \"{name}\", but must be one of {string.Join(", ", TestFunctions.Names)}.");

    private static TableObjective Table(string file, ExperimentSpec spec)
    {
        try
        {
            var text = File.ReadAllText(file);
            var table = text.AsSpan().TrimStart().StartsWith("{") ? JsonCurves.Read(text, spec.Space) : CsvCurves.Read(text, spec.Space);
            return new TableObjective(table, spec.Objectives, spec.MaxEpochs);
        }
        catch (CurveTableException wrong)
        {
            throw CommandException.Usage($"{file}: {wrong.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Usage($"--curves: {file} cannot be read: {failure.Message}");
        }
    }

    private static double[]? Reference(string? text, ExperimentSpec spec)
    {
        if (text is null)
            return null;
        double?[] values = [.. text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : (double?)null)];
        if (spec.OtherObjectives is null || values.Length != spec.Objectives.Count || values.Contains(null))
            throw CommandException.Usage($"--reference is \"{text}\", but must be a number for each of the objectives, which are {string.Join(", ", spec.Objectives.Select(each => each.Name))}{(spec.OtherObjectives is null ? ": with one objective there is no hypervolume" : "")}.");
        return [.. values.Select(value => value!.Value)];
    }

    private static Option<double> Chance(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "P",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var chance) && chance >= 0 && chance <= 1)
                return chance;
            result.AddError($"{name} is \"{result.Tokens[0].Value}\", but must be a chance from 0 to 1.");
            return 0;
        },
    };
}
