using System.Globalization;
using System.Text.Json.Serialization;

namespace Search.Spaces;

/// <summary>One value of a parameter: a number, a text (a choice's name) or a flag.</summary>
[JsonConverter(typeof(ParameterValueConverter))]
public readonly record struct ParameterValue : IComparable<ParameterValue>
{
    private readonly string? text;
    private readonly double number;
    private readonly bool isFlag;

    /// <summary>A numeric value.</summary>
    public ParameterValue(double number) => this.number = number + 0.0; // −0 is 0: equal values must read alike

    /// <summary>A named choice.</summary>
    public ParameterValue(string text) => this.text = text;

    /// <summary>A yes or no.</summary>
    public ParameterValue(bool flag)
    {
        number = flag ? 1 : 0;
        isFlag = true;
    }

    /// <summary>True for a number.</summary>
    public bool IsNumber => text is null && !isFlag;

    /// <summary>True for a text.</summary>
    public bool IsText => text is not null;

    /// <summary>True for a yes or no.</summary>
    public bool IsFlag => isFlag;

    /// <summary>The number; 1 or 0 for a flag.</summary>
    /// <exception cref="InvalidOperationException">The value is a text.</exception>
    public double Number => text is null ? number : throw new InvalidOperationException($"\"{text}\" is not a number.");

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">The value is a number or a flag.</exception>
    public string Text => text ?? throw new InvalidOperationException($"{this} is not a text.");

    /// <summary>The yes or no.</summary>
    /// <exception cref="InvalidOperationException">The value is a text or a number.</exception>
    public bool Flag => isFlag ? number != 0 : throw new InvalidOperationException($"{this} is not true or false.");

    /// <summary>A number as a value.</summary>
    public static implicit operator ParameterValue(double number) => new(number);

    /// <summary>A text as a value.</summary>
    public static implicit operator ParameterValue(string text) => new(text);

    /// <summary>A flag as a value.</summary>
    public static implicit operator ParameterValue(bool flag) => new(flag);

    /// <summary>Numbers by size, texts by code points; flags, then numbers, then texts.</summary>
    public int CompareTo(ParameterValue other) =>
        (Kind, other.Kind) is var (mine, theirs) && mine != theirs ? mine.CompareTo(theirs)
        : text is not null ? string.CompareOrdinal(text, other.text)
        : number.CompareTo(other.number);

    private int Kind => isFlag ? 0 : text is null ? 1 : 2;

    /// <summary>The value as a sweep file writes it; numbers round-trip.</summary>
    public override string ToString() =>
        text ?? (isFlag ? (number != 0 ? "true" : "false") : number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Orders two values as <see cref="CompareTo"/> does.</summary>
    public static bool operator <(ParameterValue left, ParameterValue right) => left.CompareTo(right) < 0;

    /// <summary>Orders two values as <see cref="CompareTo"/> does.</summary>
    public static bool operator >(ParameterValue left, ParameterValue right) => left.CompareTo(right) > 0;

    /// <summary>Orders two values as <see cref="CompareTo"/> does.</summary>
    public static bool operator <=(ParameterValue left, ParameterValue right) => left.CompareTo(right) <= 0;

    /// <summary>Orders two values as <see cref="CompareTo"/> does.</summary>
    public static bool operator >=(ParameterValue left, ParameterValue right) => left.CompareTo(right) >= 0;
}
