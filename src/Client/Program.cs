using Search.Client;

// One line of output is written at a time: who reads through a pipe sees it at once.
var terminal = ProcessTerminal.Open(out var registrations);
var exitCode = await new CommandLine(terminal, Search.Client.Owner.Owners.Of).RunAsync(args);
foreach (var registration in registrations)
    registration.Dispose();
return exitCode;
