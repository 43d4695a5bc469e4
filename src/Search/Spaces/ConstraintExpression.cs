using System.Globalization;

namespace Search.Spaces;

/// <summary>The parsed form of a <see cref="Constraint"/>: recursive descent over its text.</summary>
internal sealed class ConstraintExpression
{
    private const int Deepest = 50;

    private readonly string text;
    private readonly List<string> parameters = [];
    private int at;
    private int depth;

    private ConstraintExpression(string text) => this.text = text;

    private Func<Configuration, bool> Test { get; init; } = _ => true;

    public IReadOnlyList<string> Parameters => parameters;

    public bool IsTrue(Configuration configuration) => Test(configuration);

    public static ConstraintExpression Parse(string text)
    {
        var parser = new ConstraintExpression(text);
        var test = parser.Or();
        parser.Blanks();
        if (parser.at < text.Length)
            throw parser.Error("the end");
        if (parser.parameters.Count == 0)
            throw new FormatException($"\"{text}\" names no parameter, so it holds always or never: compare parameters.");
        var parsed = new ConstraintExpression(text) { Test = test };
        parsed.parameters.AddRange(parser.parameters);
        return parsed;
    }

    private Func<Configuration, bool> Or()
    {
        var left = And();
        while (Word("or"))
        {
            var (before, next) = (left, And());
            left = configuration => before(configuration) || next(configuration);
        }
        return left;
    }

    private Func<Configuration, bool> And()
    {
        var left = Not();
        while (Word("and"))
        {
            var (before, next) = (left, Not());
            left = configuration => before(configuration) && next(configuration);
        }
        return left;
    }

    private Func<Configuration, bool> Not()
    {
        if (Word("not"))
        {
            var inner = Deeper(Not);
            return configuration => !inner(configuration);
        }
        // A parenthesis may open a rule or a sum: it is a rule if it reads as one up to its end and no arithmetic follows.
        var (start, known) = (at, parameters.Count);
        if (Sign("("))
        {
            try
            {
                var inner = Deeper(Or);
                if (Sign(")") && !Peek("+", "-", "*", "/", "<", ">", "=", "!"))
                    return inner;
            }
            catch (FormatException) when (depth < Deepest)
            {
                // It may still be a sum.
            }
            at = start;
            parameters.RemoveRange(known, parameters.Count - known);
        }
        return Comparison();
    }

    private Func<Configuration, bool> Comparison()
    {
        var left = Sum();
        string[] signs = ["<=", ">=", "==", "!=", "<", ">"];
        if (Array.Find(signs, Sign) is not { } sign)
            throw Error("one of <, <=, >, >=, == and !=");
        var right = Sum();
        return sign switch
        {
            "==" => configuration => left(configuration) == right(configuration),
            "!=" => configuration => left(configuration) != right(configuration),
            "<=" => configuration => Number(left(configuration)) <= Number(right(configuration)),
            ">=" => configuration => Number(left(configuration)) >= Number(right(configuration)),
            "<" => configuration => Number(left(configuration)) < Number(right(configuration)),
            _ => configuration => Number(left(configuration)) > Number(right(configuration)),
        };
    }

    private Func<Configuration, ParameterValue> Sum()
    {
        var left = Product();
        while (true)
        {
            var sign = Sign("+") ? 1.0 : Sign("-") ? -1.0 : 0;
            if (sign == 0)
                return left;
            var (before, next) = (left, Product());
            left = configuration => Number(before(configuration)) + sign * Number(next(configuration));
        }
    }

    private Func<Configuration, ParameterValue> Product()
    {
        var left = Factor();
        while (true)
        {
            var divide = Sign("/");
            if (!divide && !Sign("*"))
                return left;
            var (before, next) = (left, Factor());
            left = divide
                ? configuration => Number(before(configuration)) / Number(next(configuration))
                : configuration => Number(before(configuration)) * Number(next(configuration));
        }
    }

    private Func<Configuration, ParameterValue> Factor()
    {
        if (Sign("-"))
        {
            var inner = Deeper(Factor);
            return configuration => -Number(inner(configuration));
        }
        if (Sign("("))
        {
            var inner = Deeper(Sum);
            if (!Sign(")"))
                throw Error("a closing parenthesis");
            return inner;
        }
        return Atom();
    }

    private Func<Configuration, ParameterValue> Atom()
    {
        Blanks();
        if (at >= text.Length)
            throw Error("a parameter or a number");
        if (text[at] is '"' or '\'')
            return Quoted();
        var start = at;
        if (char.IsAsciiDigit(text[at]) || text[at] == '.')
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.' || (text[at] is '-' or '+' && text[at - 1] is 'e' or 'E')))
                at++;
            if (double.TryParse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return _ => number;
            at = start;
            throw Error("a number");
        }
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_'))
            at++;
        if (at == start)
            throw Error("a parameter or a number");
        var name = text[start..at];
        if (name is "true" or "false")
            return _ => name == "true";
        if (!parameters.Contains(name))
            parameters.Add(name);
        return configuration => configuration[name];
    }

    private Func<Configuration, ParameterValue> Quoted()
    {
        var mark = text[at++];
        var end = text.IndexOf(mark, at);
        if (end < 0)
            throw Error("a closing quotation mark");
        var content = text[at..end];
        at = end + 1;
        return _ => content;
    }

    private T Deeper<T>(Func<T> parse)
    {
        try
        {
            if (++depth >= Deepest)
                throw new FormatException($"\"{text}\" is nested more than {Deepest} deep: write a simpler rule.");
            return parse();
        }
        finally
        {
            // Also where a rule turns out to be a sum: a long text is not a deep one.
            depth--;
        }
    }

    // Texts have no size: a rule that compares one with < is broken by every configuration rather than kept by some.
    private static double Number(ParameterValue value) => value.IsText ? double.NaN : value.Number;

    private bool Word(string word)
    {
        Blanks();
        if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0 || (at + word.Length < text.Length && (char.IsAsciiLetterOrDigit(text[at + word.Length]) || text[at + word.Length] is '.' or '_')))
            return false;
        at += word.Length;
        return true;
    }

    private bool Sign(string sign)
    {
        Blanks();
        if (string.CompareOrdinal(text, at, sign, 0, sign.Length) != 0)
            return false;
        at += sign.Length;
        return true;
    }

    private bool Peek(params ReadOnlySpan<string> signs)
    {
        Blanks();
        foreach (var sign in signs)
            if (string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0)
                return true;
        return false;
    }

    private void Blanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private FormatException Error(string expected) =>
        new($"\"{text}\" cannot be read: {expected} is expected {(at < text.Length ? $"at \"{text[at..]}\"" : "at its end")}.");
}
