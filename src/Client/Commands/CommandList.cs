using System.CommandLine;

namespace Search.Client.Commands;

/// <summary>All commands, in the order of the help.</summary>
internal static class CommandList
{
    public static IReadOnlyList<Func<CommandLine, Command>> All { get; } =
    [
        DemoCommand.Create, InitCommand.Create, PreviewCommand.Create, SimulateCommand.Create, DoctorCommand.Create,
        LaunchCommand.Create, TrainCommand.Create, ResumeCommand.Create,
        ListCommand.Create, ShowCommand.Create, WatchCommand.Create, LeaderboardCommand.Create, TrialCommand.Create, LogsCommand.Create, CompareCommand.Create,
        PauseCommand.Create, CancelCommand.Create, ExtendCommand.Create, RetryCommand.Create, StopCommand.Create, DeleteCommand.Create, CleanCommand.Create,
        ExportCommand.Create, SiloCommand.Create,
    ];
}
