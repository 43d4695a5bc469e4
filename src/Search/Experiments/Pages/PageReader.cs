using System.Buffers.Binary;
using System.Text;

namespace Search.Experiments.Pages;

/// <summary>Reads what <see cref="PageWriter"/> wrote.</summary>
internal ref struct PageReader(ReadOnlySpan<byte> page)
{
    private readonly List<string> texts = [];
    private ReadOnlySpan<byte> rest = page;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public int Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public long Whole()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)value;
        }
        throw new InvalidDataException("A number has no end.");
    }

    public int Int() => checked((int)Whole());

    /// <summary>How many parts follow; each takes a byte at least, so that a damaged number asks for no more room than the page has.</summary>
    public int Count() => Int() is var count && (uint)count <= (uint)rest.Length ? count : throw new InvalidDataException("The page was cut.");

    public int? IntOrNone() => Flag() ? Int() : null;

    public double Number() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public double? NumberOrNone() => Number() is var number && double.IsNaN(number) ? null : number;

    public ReadOnlySpan<byte> Bytes() => Take(Int());

    public string? Text()
    {
        var place = Int();
        if (place == 0)
            return null;
        if (place == texts.Count + 1)
            texts.Add(Encoding.UTF8.GetString(Bytes()));
        return place <= texts.Count ? texts[place - 1] : throw new InvalidDataException($"Text {place} of {texts.Count} is asked for.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)rest.Length)
            throw new InvalidDataException("The page was cut.");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
