using System.Security.Cryptography;
using System.Text;
using SkiaSharp;

namespace Search.Training.Tests.Data.Fixtures;

/// <summary>Small pictures made on the spot.</summary>
internal static class Pictures
{
    public static readonly SKColor Red = new(255, 0, 0);
    public static readonly SKColor Blue = new(0, 0, 255);

    /// <summary>An 8 × 8 PNG whose pixels follow from the text: other texts, other pixels.</summary>
    public static byte[] Distinct(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return Encode(8, 8, (x, y) => new(hash[(x + 8 * y) % 32], hash[(x + 8 * y + 7) % 32], hash[(x + y) % 32]));
    }

    /// <summary>Red to the left, blue to the right.</summary>
    public static byte[] Halves(int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Encode(width, height, (x, _) => x < width / 2 ? Red : Blue, format);

    public static byte[] Encode(int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(x, y));
        }
        return Encode(bitmap, format);
    }

    public static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }
}
