using System.CommandLine;
using System.Text.Json;
using Search.Client.Diagnosis;
using Search.Client.Output;

namespace Search.Client.Commands;

internal static class DoctorCommand
{
    public static Command Create(CommandLine line) => line.Reading("doctor", "What this machine has, and whether everything works on it.", [], (_, context, _) =>
    {
        var report = new MachineReport([.. MachineCheck.Run(), .. HomeCheck.Run(context.Home, context.Terminal.Time), .. TorchCheck.Run()]);
        if (context.IsJson)
            context.Say(JsonSerializer.SerializeToUtf8Bytes(report, ClientJson.Default.MachineReport));
        else
        {
            var table = new TextTable("", "state", "");
            foreach (var finding in report.Findings)
                table.Add(finding.Subject, finding.State, finding.Detail);
            context.Say(table);
        }
        return Task.FromResult(report.Findings.Any(finding => finding.State == "failed") ? ExitCode.Failed : ExitCode.Done);
    });
}
