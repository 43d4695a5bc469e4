using System.Text;

namespace Search.Client.Simulations;

/// <summary>Splits a command into words as a shell would, without running one: blanks separate, quotes and backslashes keep together.</summary>
internal static class CommandWords
{
    /// <exception cref="CommandException">A quotation mark is not closed, or there is no word.</exception>
    public static IReadOnlyList<string> Split(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            // Within single quotes a backslash is a character like any other; within double ones it protects only what would end them, and itself.
            if (c == '\\' && quote != '\'' && i + 1 < command.Length && (quote == '\0' || command[i + 1] is '"' or '\\'))
                (word ??= new()).Append(command[++i]);
            else if (quote != '\0' && c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '"' or '\'' && quote == '\0')
                (quote, word) = (c, word ?? new());
            else if (quote == '\0' && char.IsWhiteSpace(c))
                Finish();
            else
                (word ??= new()).Append(c);
        }
        if (quote != '\0')
            throw CommandException.Usage($"--objective is \"{command}\", in which {quote} is not closed: close it, or put a backslash before it.");
        Finish();
        return words.Count > 0 ? words : throw CommandException.Usage("--objective is empty: give a command, such as \"python3 objective.py\", or tcp://host:port.");

        void Finish()
        {
            if (word is not null)
                words.Add(word.ToString());
            word = null;
        }
    }
}
