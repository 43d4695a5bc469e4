using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Search.Experiments.Pages;

/// <summary>Writes the parts of a page: small whole numbers in one byte, every text once.</summary>
internal sealed class PageWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);

    public void Byte(int value)
    {
        bytes.GetSpan(1)[0] = (byte)value;
        bytes.Advance(1);
    }

    public void Flag(bool value) => Byte(value ? 1 : 0);

    /// <summary>A whole number, seven bits a byte, the lowest first.</summary>
    public void Whole(long value)
    {
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
            Byte((int)(rest & 0x7F) | 0x80);
        Byte((int)rest);
    }

    public void WholeOrNone(int? value)
    {
        Flag(value is not null);
        if (value is { } given)
            Whole(given);
    }

    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.GetSpan(sizeof(double)), value);
        bytes.Advance(sizeof(double));
    }

    /// <summary>A number or none; NaN does not occur in the journal and stands for none.</summary>
    public void NumberOrNone(double? value) => Number(value ?? double.NaN);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Whole(value.Length);
        bytes.Write(value);
    }

    /// <summary>A text or none: 0 for none, else its place among the page's texts; a new one follows its place.</summary>
    public void Text(string? value)
    {
        if (value is null)
            Whole(0);
        else if (texts.TryGetValue(value, out var place))
            Whole(place);
        else
        {
            texts.Add(value, texts.Count + 1);
            Whole(texts.Count);
            Bytes(Encoding.UTF8.GetBytes(value));
        }
    }

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();
}
