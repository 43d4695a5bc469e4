using System.CommandLine;

namespace Search.Client.Commands;

internal static class TrainCommand
{
    public static Command Create(CommandLine line)
    {
        var spec = new Argument<string>("SPEC") { Description = "The sweep file, or a run's config.yaml; - reads it from the input." };
        var configuration = new Option<string[]>("--configuration")
        {
            Description = "Hyperparameters of the run; may be left out when the file holds a configuration.",
            HelpName = "name=value",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var (set, metrics) = (Symbols.Set(), Symbols.Metrics());
        return line.Command("train", "Train one configuration.", [spec, configuration, set, metrics], (arguments, context, cancellationToken) =>
        {
            var values = arguments.GetValue(configuration) ?? [];
            if (values.FirstOrDefault(value => value.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong)
                throw CommandException.Usage($"--configuration {wrong} must be name=value, such as learningRate=1e-3.");
            return line.Owner(context).TrainAsync(new TrainOptions
            {
                Spec = arguments.GetRequiredValue(spec),
                Configuration = values,
                Set = arguments.GetValue(set) ?? [],
                MetricsPort = arguments.GetValue(metrics),
            }, cancellationToken);
        });
    }
}
