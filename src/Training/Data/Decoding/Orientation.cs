using System.Runtime.InteropServices;
using SkiaSharp;

namespace Search.Training.Data.Decoding;

/// <summary>How a stored square must be turned to stand upright (EXIF tag 0x0112).</summary>
/// <param name="Swap">Rows of the upright image are columns of the stored one.</param>
/// <param name="FlipX">The stored columns run backwards.</param>
/// <param name="FlipY">The stored rows run backwards.</param>
internal readonly record struct Orientation(bool Swap, bool FlipX, bool FlipY)
{
    public static Orientation Of(SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => new(false, true, false),
        SKEncodedOrigin.BottomRight => new(false, true, true),
        SKEncodedOrigin.BottomLeft => new(false, false, true),
        SKEncodedOrigin.LeftTop => new(true, false, false),
        SKEncodedOrigin.RightTop => new(true, false, true),
        SKEncodedOrigin.RightBottom => new(true, true, true),
        SKEncodedOrigin.LeftBottom => new(true, true, false),
        _ => default,
    };

    /// <summary>Writes a stored square of <paramref name="size"/> × <paramref name="size"/> pixels upright, as three planes.</summary>
    /// <param name="source">First byte of the square: R, G and B lie side by side.</param>
    /// <param name="pixel">Bytes from one pixel to the next.</param>
    /// <param name="row">Bytes from one row to the next.</param>
    /// <param name="size">Pixels of one side.</param>
    /// <param name="planes">[3, size, size].</param>
    public void Write(ReadOnlySpan<byte> source, int pixel, int row, int size, Span<byte> planes)
    {
        var start = (FlipX ? (size - 1) * pixel : 0) + (FlipY ? (size - 1) * row : 0);
        var alongX = FlipX ? -pixel : pixel;
        var alongY = FlipY ? -row : row;
        var (stepX, stepY) = Swap ? (alongY, alongX) : (alongX, alongY);
        var plane = size * size;
        var red = planes[..plane];
        var green = planes.Slice(plane, plane);
        var blue = planes.Slice(2 * plane, plane);
        if (stepX == sizeof(uint) && BitConverter.IsLittleEndian)
        {
            for (var y = 0; y < size; y++)
                Separate(MemoryMarshal.Cast<byte, uint>(source.Slice(start + y * stepY, size * sizeof(uint))), red.Slice(y * size, size), green.Slice(y * size, size), blue.Slice(y * size, size));
            return;
        }
        for (var (y, at) = (0, 0); y < size; y++)
        {
            var from = start + y * stepY;
            for (var x = 0; x < size; x++, at++, from += stepX)
            {
                red[at] = source[from];
                green[at] = source[from + 1];
                blue[at] = source[from + 2];
            }
        }
    }

    /// <summary>The usual case, a pixel at a time: four bytes side by side, R the lowest.</summary>
    private static void Separate(ReadOnlySpan<uint> pixels, Span<byte> red, Span<byte> green, Span<byte> blue)
    {
        for (var x = 0; x < pixels.Length && x < red.Length && x < green.Length && x < blue.Length; x++)
        {
            var pixel = pixels[x];
            red[x] = (byte)pixel;
            green[x] = (byte)(pixel >> 8);
            blue[x] = (byte)(pixel >> 16);
        }
    }
}
