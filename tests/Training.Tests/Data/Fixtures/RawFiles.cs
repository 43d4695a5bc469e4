using System.Buffers.Binary;

namespace Search.Training.Tests.Data.Fixtures;

/// <summary>BMP and GIF files, which SkiaSharp reads but does not write.</summary>
internal static class RawFiles
{
    /// <summary>8 × 8 pixels of 24 bits, bottom row first; red to the left, blue to the right.</summary>
    public static byte[] HalvesBmp()
    {
        var file = new byte[54 + 8 * 8 * 3];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        file[10] = 54;
        file[14] = 40;
        file[18] = 8;
        file[22] = 8;
        file[26] = 1;
        file[28] = 24;
        for (var pixel = 0; pixel < 64; pixel++)
            file[54 + pixel * 3 + (pixel % 8 < 4 ? 2 : 0)] = 255;
        return file;
    }

    /// <summary>8 × 8 pixels from a palette of two; red to the left, blue to the right. The table of codes is cleared again and again, so that all have three bits.</summary>
    public static byte[] HalvesGif()
    {
        const int clear = 4, end = 5;
        List<int> codes = [];
        for (var pixel = 0; pixel < 64; pixel++)
        {
            if (pixel % 2 == 0)
                codes.Add(clear);
            codes.Add(pixel % 8 < 4 ? 0 : 1);
        }
        codes.Add(end);
        var packed = new byte[(codes.Count * 3 + 7) / 8];
        for (var bit = 0; bit < codes.Count * 3; bit++)
            packed[bit / 8] |= (byte)(((codes[bit / 3] >> (bit % 3)) & 1) << (bit % 8));
        return
        [
            .. "GIF89a"u8, 8, 0, 8, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255,
            0x2C, 0, 0, 0, 0, 8, 0, 8, 0, 0, 2, (byte)packed.Length, .. packed, 0, 0x3B,
        ];
    }
}
