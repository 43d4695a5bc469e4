using System.Buffers.Binary;

namespace Search.Training.Tests.Data.Fixtures;

/// <summary>JPEG files of the kinds that SkiaSharp does not write: four inks, and a camera's orientation tag.</summary>
internal static class RawJpeg
{
    /// <summary>One flat 8 × 8 block, baseline, as Photoshop stores inks: 255 is none, 0 is full.</summary>
    public static byte[] Cmyk(byte cyan, byte magenta, byte yellow, byte black) => Flat([cyan, magenta, yellow, black], Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]));

    /// <summary>One flat 8 × 8 block with brightness only.</summary>
    public static byte[] Grey(byte brightness) => Flat([brightness], []);

    private static byte[] Flat(byte[] values, byte[] marker)
    {
        byte[] numbers = [.. Enumerable.Range(1, values.Length).Select(number => (byte)number)];
        List<byte> file =
        [
            0xFF, 0xD8,
            .. marker,
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]),
            .. Segment(0xC0, [8, 0, 8, 0, 8, (byte)values.Length, .. numbers.SelectMany(number => (byte[])[number, 0x11, 0])]),
            // Differences of 0 to 9 bits, each announced by a code of four bits; of the rest only "end of block", one bit.
            .. Segment(0xC4, [0x00, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
            .. Segment(0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            .. Segment(0xDA, [(byte)values.Length, .. numbers.SelectMany(number => (byte[])[number, 0]), 0, 63, 0]),
        ];
        var bits = string.Concat(values.Select(Block));
        bits += new string('1', (8 - bits.Length % 8) % 8);
        foreach (var octet in bits.Chunk(8))
        {
            file.Add(Convert.ToByte(new string(octet), 2));
            if (file[^1] == 0xFF)
                file.Add(0);
        }
        return [.. file, 0xFF, 0xD9];
    }

    /// <summary>The same JPEG with the EXIF tag that says how the camera was held, 1 to 8.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation) =>
    [
        .. jpeg[..2],
        .. Segment(0xE1, [.. "Exif\0\0"u8, .. "MM\0*\0\0\0\x08"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]),
        .. jpeg[2..],
    ];

    private static string Block(byte value)
    {
        var difference = value - 128;
        var size = difference == 0 ? 0 : 32 - int.LeadingZeroCount(Math.Abs(difference));
        var low = difference < 0 ? difference + (1 << size) - 1 : difference;
        return Convert.ToString(size, 2).PadLeft(4, '0') + (size == 0 ? "" : Convert.ToString(low, 2).PadLeft(size, '0')) + "0";
    }

    private static byte[] Segment(byte marker, byte[] content)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
        return [0xFF, marker, .. length, .. content];
    }
}
