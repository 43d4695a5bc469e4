using SkiaSharp;

namespace Search.Training.Data.Decoding;

/// <summary>Turns image files into upright RGB squares: shorter side brought to the size, the middle cut out, transparency laid on white.</summary>
/// <remarks>
/// Colour profiles are not applied, as usual when networks are trained. JPEG and WebP are decoded at a fraction of their size where that
/// suffices. Reuses its memory: one decoder per thread. Cost on one core: about 40 µs for a 32 × 32 JPEG, file reading included.
/// </remarks>
/// <param name="size">Pixels of one side of the result.</param>
internal sealed class ImageDecoder(int size) : IDisposable
{
    /// <summary>Part of a cache's identity: raised whenever the same file would give other pixels.</summary>
    public const int Version = 1;

    private const int SmallFileBytes = 1 << 16;
    private const long LargestFile = 1 << 30;
    // Where no reduced decoding helps: 512 MB of pixels. A decompression bomb must not take the machine down.
    private const long MostPixels = 128_000_000;
    private const long ManyPixels = 8_000_000;

    // Big pictures are decoded one at a time in the whole process, so that memory does not grow with the number of cores.
    private static readonly Lock OneBigAtATime = new();

    private readonly ScratchMemory encoded = new();
    private readonly ScratchMemory pixels = new();
    private readonly Resampler resampler = new(size);

    /// <summary>Decodes the file at <paramref name="path"/>; null when it succeeded.</summary>
    /// <param name="path">The file.</param>
    /// <param name="planes">Receives [3, size, size], R, G and B; unspecified after a failure.</param>
    public DecodeFailure? Decode(string path, Span<byte> planes)
    {
        var (length, unread) = Read(path);
        if (unread is not null)
            return unread;
        if (length == 0)
            return new("is empty (0 bytes)", MayRecover: false);
        using var data = SKData.Create(encoded.Take(length), length);
        using var codec = SKCodec.Create(data);
        if (codec is null)
            return new("is not a JPEG, PNG, BMP, WebP or GIF image, or its header is damaged", MayRecover: false);
        return Decode(codec, planes);
    }

    public void Dispose()
    {
        encoded.Dispose();
        pixels.Dispose();
    }

    /// <summary>Reads the file into <see cref="encoded"/>.</summary>
    private unsafe (int Length, DecodeFailure? Failure) Read(string path)
    {
        if (SmallFile.Read(path, new((void*)encoded.Take(SmallFileBytes), SmallFileBytes)) is { } small)
            return (small, null);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var expected = RandomAccess.GetLength(file);
            if (expected > LargestFile)
                return (0, new($"is a file of {Wording.Bytes(expected)}, more than the {Wording.Bytes(LargestFile)} an image may have", MayRecover: false));
            Span<byte> buffer = new((void*)encoded.Take(expected), (int)expected);
            var length = 0;
            while (length < expected && RandomAccess.Read(file, buffer[length..], length) is > 0 and var count)
                length += count;
            return (length, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (0, new(e is FileNotFoundException or DirectoryNotFoundException ? "is gone, or a link that leads nowhere" : "could not be read: " + e.Message, MayRecover: true));
        }
    }

    private DecodeFailure? Decode(SKCodec codec, Span<byte> planes)
    {
        var full = codec.Info;
        var (width, height) = Reduced(codec, full.Width, full.Height);
        var count = (long)width * height;
        if (count > MostPixels)
            return new($"has {Wording.Number(count / 1_000_000)} megapixels, more than the {MostPixels / 1_000_000} that are decoded", MayRecover: false);
        if (count <= ManyPixels)
            return Decode(codec, full.AlphaType, width, height, planes);
        lock (OneBigAtATime)
        {
            var failure = Decode(codec, full.AlphaType, width, height, planes);
            pixels.Dispose();
            return failure;
        }
    }

    private unsafe DecodeFailure? Decode(SKCodec codec, SKAlphaType alpha, int width, int height, Span<byte> planes)
    {
        var opaque = alpha == SKAlphaType.Opaque;
        var bytes = (long)width * height * 4;
        var address = pixels.Take(bytes);
        var result = codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul), address);
        if (result != SKCodecResult.Success)
            return new(Describe(result), MayRecover: false);
        Span<byte> rgba = new((void*)address, (int)bytes);
        if (!opaque)
            LayOnWhite(rgba);

        var orientation = Orientation.Of(codec.EncodedOrigin);
        var side = Math.Min(width, height);
        var left = Offset(width - side, orientation.FlipX);
        var top = Offset(height - side, orientation.FlipY);
        ReadOnlySpan<byte> square = rgba[((top * width + left) * 4)..];
        if (side == size)
            orientation.Write(square, 4, width * 4, size, planes);
        else
            orientation.Write(resampler.Resize(square, width * 4, side), 3, size * 3, size, planes);
        return null;
    }

    /// <summary>The smallest dimensions the codec decodes to directly whose shorter side is still at least the size wanted.</summary>
    private (int Width, int Height) Reduced(SKCodec codec, int width, int height)
    {
        var shorter = Math.Min(width, height);
        if (shorter >= 2 * size || (long)shorter * 7 >= (long)size * 8)
        {
            // JPEG knows eighths; other formats answer with their full size at once.
            for (var eighths = Math.Max(1, (int)((size * 8L + shorter - 1) / shorter)); eighths < 8; eighths++)
            {
                var scaled = codec.GetScaledDimensions(eighths / 8f);
                if (Math.Min(scaled.Width, scaled.Height) >= size)
                    return (scaled.Width, scaled.Height);
            }
        }
        return (width, height);
    }

    // Rounded down as seen in the upright picture, so that a turned copy gives the same middle as an upright one.
    private static int Offset(int spare, bool flipped) => flipped ? spare - spare / 2 : spare / 2;

    private static void LayOnWhite(Span<byte> rgba)
    {
        for (var i = 0; i < rgba.Length; i += 4)
        {
            int alpha = rgba[i + 3];
            if (alpha == 255)
                continue;
            for (var channel = i; channel < i + 3; channel++)
                rgba[channel] = (byte)((rgba[channel] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }

    private static string Describe(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "is truncated: the file ends before the picture does",
        SKCodecResult.ErrorInInput => "is damaged inside",
        _ => $"cannot be decoded ({result})",
    };
}
