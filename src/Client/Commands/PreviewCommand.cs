using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Search.Client.Experiments;
using Search.Client.Output;
using Search.Client.Previews;
using Search.Experiments;
using Search.Stages;

namespace Search.Client.Commands;

internal static class PreviewCommand
{
    public static Command Create(CommandLine line)
    {
        var spec = new Argument<string>("SPEC") { Description = "The sweep file." };
        var (slots, set) = (Symbols.Slots(), Symbols.Set());
        var speed = new Option<double?>("--images-per-second")
        {
            Description = "Training images one slot sees in a second (default: that of the newest experiment).",
            HelpName = "N",
            CustomParser = result =>
            {
                if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number))
                    return number;
                result.AddError($"--images-per-second is \"{result.Tokens[0].Value}\", but must be a number above 0.");
                return null;
            },
        };
        return line.Reading("preview", "What a search will do, cost and be able to show.", [spec, slots, set, speed], async (arguments, context, cancellationToken) =>
        {
            var sweep = SweepInput.Read(arguments.GetRequiredValue(spec), arguments.GetValue(set) ?? [], context.Terminal.In);
            var data = sweep.Data ?? throw CommandException.Usage("data.path is missing: it names the folder of images.");
            var known = await Speed.OfNewestAsync(context, cancellationToken);
            if (arguments.GetValue(speed) is { } given)
                known = known with { ImagesPerSecond = given };
            var preview = Planner.Of(sweep, ImageCounts.Of(data.Path).Split(data), arguments.GetValue(slots) ?? Environment.ProcessorCount, known, Disk.Free(context.Home.Root));
            if (context.IsJson)
                context.Say(JsonSerializer.SerializeToUtf8Bytes(preview, ClientJson.Default.Preview));
            else
                Show(context, preview, sweep);
            return ExitCode.Done;
        });
    }

    private static void Show(CommandContext context, Preview preview, ExperimentSpec spec)
    {
        context.Say($"{preview.Name}: {preview.TrainImages} training images (sample {preview.SampleTrainImages}), {preview.ValidImages} validation, {preview.TestImages} test, {preview.Classes} classes");
        context.Say();
        if (preview.Stages.Count == 0)
            context.Say($"Only the time limits this search, so it trains as much as fits into {Format.Duration(spec.Budget.Time!.Value.TotalSeconds)}; give --images-per-second N to see how much that is.");
        else
        {
            var table = new TextTable("stage", ">trials", ">epochs", ">images", ">slot time");
            foreach (var stage in preview.Stages)
                table.Add(stage.Stage, Format.Number(stage.Trials), Format.Number(stage.Epochs), Format.Number(stage.Images), stage.Seconds is { } taken ? Format.Duration(taken) : "-");
            table.Add("all, about", Format.Number(preview.Stages.Sum(stage => stage.Trials)), Format.Number(preview.Stages.Sum(stage => stage.Epochs)), Format.Number(preview.Stages.Sum(stage => stage.Images)),
                preview.Seconds is null ? "-" : Format.Duration(preview.Stages.Sum(stage => stage.Seconds ?? 0)));
            context.Say(table);
        }
        if (spec.Budget.AsksForGain && spec.Stages.Contains(StageNames.Joint))
            context.Say("perhaps fewer: the stage joint proposes no more once too little is expected of it (budget.gain or budget.gainPerHour)");
        context.Say(preview.Seconds is { } seconds
            ? FormattableString.Invariant($"time: about {Format.Duration(seconds)} on {preview.Slots} slots at {preview.ImagesPerSecond:0} images/s each")
            : "time: not known yet, no experiment here has trained; give --images-per-second N");
        context.Say($"disk: {Format.Bytes(preview.CacheBytes)} of decoded images, {(preview.CheckpointBytes is { } bytes ? $"up to {Format.Bytes(bytes)} of checkpoints" : "checkpoints not known yet")}; {Format.Bytes(preview.FreeBytes)} free");
        if (preview.SmallestGain is { } gain)
            context.Say(FormattableString.Invariant($"smallest gain of re-tuning that can be shown: about {100 * gain:0.0} points, on {preview.GainImages} {(preview.TestImages > 0 ? "test" : "validation")} images of which two models judge a tenth differently, {spec.Promote.Repeats} seeds"));
        foreach (var warning in preview.Warnings)
            context.Say($"warning: {warning}");
    }
}
