using System.Text;
using Search.Client.Experiments;
using Search.Client.Output;
using Search.Store.Cluster;
using Search.Store.Home;
using Search.Store.Sqlite;

namespace Search.Client;

/// <summary>One call of one command: where it acts and how it speaks.</summary>
internal sealed class CommandContext(Terminal terminal, HomeFolder home, ClusterAddress? cluster = null)
{
    /// <summary>The process around it.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Where everything is kept. It may not exist yet.</summary>
    public HomeFolder Home => home;

    /// <summary>The cluster to act on; null for experiments of the home folder, run in processes of this machine.</summary>
    public ClusterAddress? Cluster => cluster;

    /// <summary>True when there is somebody to run experiments: the owner of the home folder, or a cluster, whose silos come and go.</summary>
    public bool HasRunner => cluster is not null || Liveness.HasOwner(home);

    /// <summary>True when the result is to be one JSON document on the output.</summary>
    public bool IsJson { get; init; }

    /// <summary>True when nothing but results and errors is wanted.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The experiments, for reading.</summary>
    public ExperimentLibrary Library { get; } = cluster is null
        ? new ExperimentLibrary(new SqliteExperimentStore(home.Experiments), home.Root)
        : new ExperimentLibrary(cluster.OpenStore(), cluster.ToString()!);

    /// <summary>A line of the result.</summary>
    public void Say(string line = "") => terminal.Out.WriteLine(line);

    /// <summary>A line beside the result, on the error stream; nothing when quiet.</summary>
    public void Note(string line)
    {
        if (!IsQuiet)
            terminal.Error.WriteLine(line);
    }

    /// <summary>True when a person is there to answer a question.</summary>
    public bool CanAsk => terminal.InIsTerminal && terminal.ErrorIsTerminal;

    /// <summary>Asks the person; returns the answer in small letters, without blanks around it.</summary>
    /// <exception cref="OperationCanceledException">Ctrl-C was the answer.</exception>
    public async Task<string> AskAsync(string question, CancellationToken cancellationToken)
    {
        terminal.Error.Write(question);
        try
        {
            // Reading a line does not end by itself at Ctrl-C.
            var answer = await Task.Run(terminal.In.ReadLine, cancellationToken).WaitAsync(cancellationToken);
            return answer is null ? "no" : answer.Trim().ToLowerInvariant();
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine();
            throw;
        }
    }

    /// <summary>A JSON document as the result.</summary>
    public void Say(byte[] json) => terminal.Out.WriteLine(Encoding.UTF8.GetString(json));

    /// <summary>A table as part of the result: drawn on a terminal, aligned columns when piped.</summary>
    public void Say(TextTable table)
    {
        if (terminal.OutIsTerminal)
            TerminalTable.Write(terminal, table);
        else
            table.Write(terminal.Out);
    }
}
