using System.CommandLine;
using Search.Specs;

namespace Search.Client.Commands;

internal static class InitCommand
{
    private const string File = "sweep.yaml";

    public static Command Create(CommandLine line)
    {
        var data = new Option<string>("--data") { Description = "Folder with train/<class>/* and perhaps valid and test.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        return line.Command("init", $"Write a first sweep file, {File}, into this folder.", [data], (arguments, context, _) =>
        {
            var folder = arguments.GetRequiredValue(data);
            if (!Directory.Exists(folder))
                throw CommandException.Usage(System.IO.File.Exists(folder)
                    ? $"--data is {folder}, which is a file, but must be a folder that holds train/<class>/*."
                    : $"--data is {folder}, but there is no such folder.");
            if (!Directory.Exists(Path.Combine(folder, "train")))
                throw CommandException.Usage($"{folder} has no folder train: put each class's images into train/<class>/.");
            if (System.IO.File.Exists(File))
                throw CommandException.Failed($"{Path.GetFullPath(File)} exists already and stays as it is: remove it, or go to another folder.");
            try
            {
                System.IO.File.WriteAllText(File, SweepFile.Starter(folder));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw CommandException.Failed($"{Path.GetFullPath(File)} cannot be written: {failure.Message}");
            }
            context.Say($"{File} is written: search preview {File} says what it will cost, search launch {File} runs it.");
            return Task.FromResult(ExitCode.Done);
        });
    }
}
