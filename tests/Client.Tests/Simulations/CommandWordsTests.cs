using Search.Client.Simulations;
using Xunit;

namespace Search.Client.Tests.Simulations;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("python3 a.py", "python3|a.py")]
    [InlineData("  a\t b \n", "a|b")]
    [InlineData("sh -c 'echo \"$x\"; exit 3'", "sh|-c|echo \"$x\"; exit 3")]
    [InlineData("a \"b c\" d\\ e", "a|b c|d e")]
    [InlineData("a '' \"\"", "a||")]
    [InlineData("a \"b \\\" \\\\ \\n\"", "a|b \" \\ \\n")]
    [InlineData("a 'b\\'", "a|b\\")]
    [InlineData("a pre\"fix\"'ed'", "a|prefixed")]
    [InlineData("a \\", "a|\\")]
    public void A_command_is_split_as_a_shell_would(string command, string words) => Assert.Equal(words, string.Join('|', CommandWords.Split(command)));

    [Theory]
    [InlineData("a 'b", "in which ' is not closed")]
    [InlineData("a \"b", "in which \" is not closed")]
    [InlineData("  ", "--objective is empty")]
    public void What_cannot_be_split_gets_a_sentence(string command, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<CommandException>(() => CommandWords.Split(command)).Message, StringComparison.Ordinal);
}
