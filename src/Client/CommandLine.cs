using System.CommandLine;
using Search.Client.Commands;
using Search.Store;
using Search.Store.Cluster;
using Search.Store.Home;

namespace Search.Client;

/// <summary>The <c>search</c> command: finds the command meant, runs it, and turns whatever goes wrong into one sentence and an exit code.</summary>
/// <param name="terminal">The process around it.</param>
/// <param name="owner">Makes what runs experiments in this process; called by the commands that need it only, since it loads the runtime.</param>
internal sealed class CommandLine(Terminal terminal, Func<CommandContext, IOwner> owner)
{
    private readonly Option<string?> home = new("--home") { Description = "Folder that holds everything (else SEARCH_HOME, else ~/.search).", HelpName = "DIR", Recursive = true };
    private readonly Option<string?> cluster = new("--cluster") { Description = "Cluster to act on, as redis://host:6379/cluster-id (else SEARCH_CLUSTER, else none: experiments run in this process).", HelpName = "URL", Recursive = true };
    private readonly Option<bool> quiet = new("--quiet") { Description = "Nothing but results and errors.", Recursive = true };
    private ClusterAddress? acting;
    private readonly Option<bool> json = new("--json") { Description = "The result as one JSON document (see docs/json.md)." };

    /// <summary>What a command does once its arguments are read.</summary>
    public delegate Task<int> Body(ParseResult arguments, CommandContext context, CancellationToken cancellationToken);

    /// <summary>Runs one command line; never throws.</summary>
    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var root = Root();
            var parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors.Count > 0 && !IsHelp(parsed))
                throw CommandException.Usage(ParseErrors.Describe(root, parsed));
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                terminal.Interrupted);
        }
        catch (CommandException failure)
        {
            return Fail(failure.Message, failure.ExitCode);
        }
        catch (StoreUnavailableException failure) when (acting is not null)
        {
            return Fail(failure.Message, ExitCode.Unreachable);
        }
        catch (Exception failure) when (failure is CorruptExperimentException or StoreUnavailableException or StaleHeadException)
        {
            return Fail(failure.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException) when (terminal.Interrupted.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception failure) // the edge of the program: no stack trace reaches a user
        {
            return Fail($"Something unexpected went wrong: {failure.GetType().Name}: {failure.Message}", ExitCode.Failed);
        }
    }

    /// <summary>A command whose body gets a home folder and a voice.</summary>
    public Command Command(string name, string description, IEnumerable<Symbol> symbols, Body body)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }
        command.SetAction((parsed, cancellationToken) => body(parsed, Context(parsed), cancellationToken));
        return command;
    }

    /// <summary>A command that only reads: it also takes <c>--json</c>.</summary>
    public Command Reading(string name, string description, IEnumerable<Symbol> symbols, Body body) => Command(name, description, symbols.Append(json), body);

    /// <summary>The cluster's address as it was given, secrets and all; null for none.</summary>
    public string? ClusterText(ParseResult parsed) => parsed.GetValue(cluster) ?? terminal.Variable("SEARCH_CLUSTER");

    /// <summary>What runs experiments in this process.</summary>
    public IOwner Owner(CommandContext context) => owner(context);

    private RootCommand Root()
    {
        var root = new RootCommand("Searches hyperparameters of image classifiers: on a sample first, then promoted and re-tuned on all data.") { home, cluster, quiet };
        root.HelpName = "search"; // worked out otherwise from attributes whose types are in Orleans
        foreach (var create in CommandList.All)
            root.Add(create(this));
        return root;
    }

    private CommandContext Context(ParseResult parsed)
    {
        var address = ClusterText(parsed);
        acting = string.IsNullOrEmpty(address) ? null : Address(address);
        return new CommandContext(terminal, HomeFolder.Resolve(parsed.GetValue(home), terminal.Variable), acting)
        {
            IsJson = parsed.CommandResult.GetResult(json) is not null && parsed.GetValue(json),
            IsQuiet = parsed.GetValue(quiet),
        };
    }

    private ClusterAddress Address(string text)
    {
        try
        {
            return ClusterAddress.Parse(text, terminal.Variable);
        }
        catch (FormatException failure)
        {
            throw CommandException.Usage(failure.Message);
        }
    }

    private static bool IsHelp(ParseResult parsed) => parsed.Tokens.Any(token => token.Value is "--help" or "-h" or "-?");

    private int Fail(string sentence, int exitCode)
    {
        terminal.Error.WriteLine(sentence);
        return exitCode;
    }
}
