using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>A rule between parameters, such as <c>batchSize * learningRate &lt;= 8</c>: a configuration that breaks it is never tried.</summary>
/// <remarks>
/// Comparisons (<c>&lt; &lt;= &gt; &gt;= == !=</c>) of arithmetic (<c>+ - * /</c>, parentheses) over parameters and numbers, joined by <c>and</c>, <c>or</c>, <c>not</c>;
/// texts stand in quotation marks and can only be equal or not. A rule that names a parameter that is absent from a configuration says nothing about it: it holds.
/// </remarks>
[JsonConverter(typeof(ConstraintConverter))]
public sealed record Constraint
{
    private readonly string text;
    private readonly ConstraintExpression expression;

    private Constraint(string text, ConstraintExpression expression) => (this.text, this.expression) = (text, expression);

    /// <summary>The parameters it names, each once.</summary>
    public IReadOnlyList<string> Parameters => expression.Parameters;

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">It is none; the message says where and what is expected.</exception>
    public static Constraint Parse(string text) => new(text, ConstraintExpression.Parse(text));

    /// <summary>True when the configuration keeps the rule, or lacks one of its parameters.</summary>
    public bool Holds(Configuration configuration) => !Parameters.All(configuration.Has) || expression.IsTrue(configuration);

    /// <inheritdoc/>
    public bool Equals(Constraint? other) => other is not null && other.text == text;

    /// <inheritdoc/>
    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The rule as it was written.</summary>
    public override string ToString() => text;
}
