using System.CommandLine;
using Search.Boards;
using Search.Client.Experiments;
using Search.Experiments;
using Search.Objectives;
using Search.Specs;

namespace Search.Client.Commands;

internal static class ExportCommand
{
    private const string Best = "best", Model = "model.safetensors", BestModel = "model.best.safetensors";

    public static Command Create(CommandLine line)
    {
        var id = Symbols.Experiment();
        var trial = new Option<string>("--trial") { Description = "The trial's number, or \"best\".", HelpName = "N|best", DefaultValueFactory = _ => Best };
        var to = new Option<string?>("--to") { Description = "Where the model goes.", HelpName = "FILE.safetensors" };
        var epoch = new Option<string>("--epoch") { Description = "The epoch whose weights are wanted: last or best.", HelpName = "last|best", DefaultValueFactory = _ => "last" };
        var configuration = new Option<bool>("--configuration") { Description = "Print the run's config.yaml, which launched gives the same bits." };
        var trials = new Option<string?>("--trials") { Description = "Write all trials as CSV; - for the output.", HelpName = "FILE" };
        return line.Command("export", "Take a model, a configuration or all trials out.", [id, trial, to, epoch, configuration, trials], async (arguments, context, cancellationToken) =>
        {
            var (model, print, csv) = (arguments.GetValue(to), arguments.GetValue(configuration), arguments.GetValue(trials));
            if ((model is null ? 0 : 1) + (print ? 1 : 0) + (csv is null ? 0 : 1) != 1)
                throw CommandException.Usage("Give one of --to FILE.safetensors, --configuration and --trials FILE.");
            if (arguments.GetValue(epoch) is not ("last" or Best))
                throw CommandException.Usage($"--epoch is \"{arguments.GetValue(epoch)}\", but must be last or best.");
            var state = (await context.Library.LoadAsync(await context.Library.ResolveAsync(arguments.GetRequiredValue(id), cancellationToken), cancellationToken)).State;
            if (csv is not null)
                return WriteTrials(context, state, csv);
            var number = Find(state, arguments.GetRequiredValue(trial));
            if (print)
                context.Terminal.Out.Write(Configuration(context, state, state.Trials[number]));
            else
                Copy(context, state, number, arguments.GetValue(epoch) == Best, model!);
            return ExitCode.Done;
        });
    }

    private static int Find(ExperimentState state, string word)
    {
        if (word == Best)
            return Leaderboard.WinnerOf(state)
                ?? Leaderboard.Of(state).Rows.FirstOrDefault(row => row.Rank == 1)?.Trial
                ?? throw CommandException.NotFound($"{state.Id} has no best trial yet: nothing is measured.");
        return int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? state.TrialNumber(number)
            : throw CommandException.Usage($"--trial is \"{word}\", but must be a trial's number or \"best\".");
    }

    private static void Copy(CommandContext context, ExperimentState state, int number, bool best, string to)
    {
        var (trial, wanted) = (state.Trials[number], state.Trials[number].Epoch);
        if (best)
            wanted = BestEpoch.Of(trial.Measurements.Select(measured => measured.Value), state.Spec.Objective)
                ?? throw CommandException.Failed($"Trial {number} of {state.Id} has no best epoch: no {state.Spec.Objective.Name} of it is a number. --epoch last takes the weights of its last.");
        // Where the best epoch is the last there is one file for both.
        var file = RunFolders.Of(context.Home, state.Id, number) is { } run ? Path.Combine(run, wanted == trial.Epoch ? Model : BestModel) : null;
        if (file is null || !File.Exists(file))
            throw CommandException.Failed($"Trial {number} of {state.Id} kept no model: of the trials that ran to their last epoch, models are kept of those on all data and of the ten best on the sample. "
                + $"Run it again with: search export {state.Id} --trial {number} --configuration > run.yaml; search launch run.yaml.");
        try
        {
            // Under a name of its own first: a full disk must not leave half a model where a whole one is expected.
            var draft = to + ".new";
            File.Copy(file, draft, overwrite: true);
            File.Move(draft, to, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Failed($"{to} cannot be written: {failure.Message}");
        }
        context.Note($"Trial {number} of {state.Id}, epoch {wanted} of {trial.Plan.Epochs}: {Output.Format.Bytes(new FileInfo(to).Length)}.");
        context.Say(to);
    }

    private static string Configuration(CommandContext context, ExperimentState state, Trial trial)
    {
        if (RunFolders.Of(context.Home, state.Id, trial.Number) is { } run && Path.Combine(run, "config.yaml") is var file && File.Exists(file))
            return File.ReadAllText(file);
        if (state.Spec.Data is null)
            throw CommandException.Failed($"{state.Id} trains no images, so no sweep file can describe its trials.");
        return SweepFile.WriteRun(state.Spec, trial.Plan.Configuration, new RunSpec { TrainImages = trial.Plan.TrainImages, ValidImages = trial.Plan.ValidImages, Repeat = trial.Plan.Repeat, Lineage = state.Lineage(trial) }, trial.Plan.Epochs);
    }

    private static int WriteTrials(CommandContext context, ExperimentState state, string to)
    {
        var text = TrialsCsv.Of(state);
        if (to == "-")
        {
            context.Terminal.Out.Write(text);
            return ExitCode.Done;
        }
        try
        {
            File.WriteAllText(to, text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Failed($"{to} cannot be written: {failure.Message}");
        }
        context.Note($"{state.Trials.Count} trials.");
        context.Say(to);
        return ExitCode.Done;
    }
}
