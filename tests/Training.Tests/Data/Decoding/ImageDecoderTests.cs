using CsCheck;
using Search.Training.Data.Decoding;
using Search.Training.Tests.Data.Fixtures;
using SkiaSharp;
using Xunit;

namespace Search.Training.Tests.Data.Decoding;

public class ImageDecoderTests
{
    private static readonly (int, int, int) Red = (255, 0, 0);
    private static readonly (int, int, int) Blue = (0, 0, 255);

    [Fact]
    public void A_picture_of_the_wanted_size_is_copied_as_it_is()
    {
        var random = new Search.Randomness.SearchRandom(1);
        var colours = Enumerable.Range(0, 64).Select(_ => new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256))).ToArray();

        var planes = Decoded(Pictures.Encode(8, 8, (x, y) => colours[x + 8 * y]), 8);

        Assert.Equal([.. colours.Select(c => c.Red), .. colours.Select(c => c.Green), .. colours.Select(c => c.Blue)], planes);
    }

    public static TheoryData<string, byte[], int> Halves => new()
    {
        { "png", Pictures.Halves(8, 8), 0 },
        { "jpeg", Pictures.Halves(8, 8, SKEncodedImageFormat.Jpeg), 70 },
        { "webp", Pictures.Halves(8, 8, SKEncodedImageFormat.Webp), 10 },
        { "bmp", RawFiles.HalvesBmp(), 0 },
        { "gif", RawFiles.HalvesGif(), 0 },
        { "16 bits", RawPng.Of(8, 8, 16, RawPng.Colour, (x, _) => x < 4 ? [255, 255, 0, 0, 0, 0] : [0, 0, 0, 0, 255, 255]), 0 },
        { "palette", RawPng.Of(8, 8, 8, RawPng.Palette, (x, _) => [(byte)(x / 4)], palette: [255, 0, 0, 0, 0, 255]), 0 },
        { "palette of 1 bit", RawPng.Of(8, 8, 1, RawPng.Palette, [.. Enumerable.Repeat<byte[]>([0, 0b00001111], 8).SelectMany(row => row)], palette: [255, 0, 0, 0, 0, 255]), 0 },
        { "palette of 4 bits", RawPng.Of(8, 8, 4, RawPng.Palette, [.. Enumerable.Repeat<byte[]>([0, 0, 0, 0x11, 0x11], 8).SelectMany(row => row)], palette: [255, 0, 0, 0, 0, 255]), 0 },
        { "16 bits with alpha", RawPng.Of(8, 8, 16, RawPng.ColourAlpha, (x, _) => x < 4 ? [255, 255, 0, 0, 0, 0, 255, 255] : [0, 0, 0, 0, 255, 255, 255, 255]), 0 },
        { "large png", Pictures.Halves(64, 64), 0 },
        { "large jpeg", Pictures.Halves(256, 256, SKEncodedImageFormat.Jpeg), 3 },
        { "small png", Pictures.Halves(2, 2), 64 },
        { "wide png", Pictures.Halves(40, 8), 0 },
        { "high png", Pictures.Halves(8, 31), 0 },
    };

    [Theory]
    [MemberData(nameof(Halves))]
    public void Every_format_shows_red_to_the_left_and_blue_to_the_right(string kind, byte[] file, int tolerance)
    {
        var planes = Decoded(file, 8);

        foreach (var y in (int[])[0, 3, 7])
        {
            Close(Red, Pixel(planes, 8, 0, y), tolerance, kind);
            Close(Blue, Pixel(planes, 8, 7, y), tolerance, kind);
        }
    }

    public static TheoryData<string, byte[], byte, byte, byte> Flat => new()
    {
        { "grey", RawPng.Of(8, 8, 8, RawPng.Grey, (_, _) => [200]), 200, 200, 200 },
        { "grey of 16 bits", RawPng.Of(8, 8, 16, RawPng.Grey, (_, _) => [0x40, 0x40]), 64, 64, 64 },
        { "grey with alpha", RawPng.Of(8, 8, 8, RawPng.GreyAlpha, (_, _) => [0, 128]), 127, 127, 127 },
        { "see-through colour", Pictures.Encode(8, 8, (_, _) => new SKColor(255, 0, 0, 51)), 255, 204, 204 },
        { "grey of 16 bits with alpha", RawPng.Of(8, 8, 16, RawPng.GreyAlpha, (_, _) => [0, 0, 128, 128]), 127, 127, 127 },
        { "grey with a transparent shade", RawPng.Of(8, 8, 8, RawPng.Grey, (_, _) => [7], transparency: [0, 7]), 255, 255, 255 },
        { "grey jpeg", RawJpeg.Grey(100), 100, 100, 100 },
        { "transparent palette", RawPng.Of(8, 8, 8, RawPng.Palette, (_, _) => [0], palette: [0, 0, 0], transparency: [0]), 255, 255, 255 },
        { "ink: cyan", RawJpeg.Cmyk(0, 255, 255, 255), 0, 255, 255 },
        { "ink: red", RawJpeg.Cmyk(255, 0, 0, 255), 255, 0, 0 },
        { "ink: black", RawJpeg.Cmyk(255, 255, 255, 0), 0, 0, 0 },
        { "ink: none", RawJpeg.Cmyk(255, 255, 255, 255), 255, 255, 255 },
    };

    [Theory]
    [MemberData(nameof(Flat))]
    public void Grey_inks_and_transparency_become_colours_on_white(string kind, byte[] file, byte red, byte green, byte blue)
    {
        var planes = Decoded(file, 8);

        for (var at = 0; at < 64; at++)
            Close((red, green, blue), Pixel(planes, 8, at % 8, at / 8), 2, kind);
    }

    // The corners of the upright picture, top left to bottom right, when the stored one shows A B over C D (EXIF 2.3, tag 0x0112).
    [Theory]
    [InlineData(1, "ABCD")]
    [InlineData(2, "BADC")]
    [InlineData(3, "DCBA")]
    [InlineData(4, "CDAB")]
    [InlineData(5, "ACBD")]
    [InlineData(6, "CADB")]
    [InlineData(7, "DBCA")]
    [InlineData(8, "BDAC")]
    public void A_turned_camera_gives_an_upright_picture(byte orientation, string corners)
    {
        Dictionary<char, (int, int, int)> colours = new() { ['A'] = (250, 20, 20), ['B'] = (20, 250, 20), ['C'] = (20, 20, 250), ['D'] = (240, 240, 240) };
        var stored = Pictures.Encode(
            32, 32, (x, y) => colours["ABCD"[x / 16 + y / 16 * 2]] is var (r, g, b) ? new SKColor((byte)r, (byte)g, (byte)b) : default, SKEncodedImageFormat.Jpeg);

        var planes = Decoded(RawJpeg.WithOrientation(stored, orientation), 16);

        Close(colours[corners[0]], Pixel(planes, 16, 2, 2), 12, "top left");
        Close(colours[corners[1]], Pixel(planes, 16, 13, 2), 12, "top right");
        Close(colours[corners[2]], Pixel(planes, 16, 2, 13), 12, "bottom left");
        Close(colours[corners[3]], Pixel(planes, 16, 13, 13), 12, "bottom right");
    }

    // 17 pixels wide: the middle eight begin at the fifth or the sixth pixel, and it must be the fifth of the upright picture.
    [Fact]
    public void A_mirrored_copy_shows_the_same_middle_as_an_upright_picture()
    {
        static SKColor Upright(int x) => x is 4 or 9 ? SKColors.White : SKColors.Black;
        var upright = Pictures.Encode(17, 8, (x, _) => Upright(x), SKEncodedImageFormat.Jpeg);
        var mirrored = Pictures.Encode(17, 8, (x, _) => Upright(16 - x), SKEncodedImageFormat.Jpeg);

        var planes = Decoded(upright, 8);
        var turned = Decoded(RawJpeg.WithOrientation(mirrored, 2), 8);

        Close((255, 255, 255), Pixel(planes, 8, 0, 4), 40, "fifth pixel");
        Close((255, 255, 255), Pixel(planes, 8, 5, 4), 40, "tenth pixel");
        Assert.All(planes.Zip(turned), pair => Assert.InRange(pair.First - pair.Second, -40, 40));
    }

    [Fact]
    public void A_picture_of_24_megapixels_is_shrunk()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(6000, 4000, SKColorType.Rgb565, SKAlphaType.Opaque));
        bitmap.Erase(Pictures.Red);
        bitmap.Erase(Pictures.Blue, new SKRectI(3000, 0, 6000, 4000));

        var planes = Decoded(Pictures.Encode(bitmap, SKEncodedImageFormat.Jpeg), 32);

        Close(Red, Pixel(planes, 32, 0, 16), 3, "left");
        Close(Blue, Pixel(planes, 32, 31, 16), 3, "right");
    }

    [Fact]
    public void A_png_of_24_megapixels_which_only_decodes_whole_is_shrunk()
    {
        var planes = Decoded(RawPng.Of(6000, 4000, 8, RawPng.Grey, new byte[6001 * 4000]), 32);

        Assert.All(planes, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Shrinking_averages_instead_of_picking()
    {
        var planes = Decoded(Pictures.Encode(160, 160, (x, y) => (x + y) % 2 == 0 ? SKColors.White : SKColors.Black), 8);

        Assert.All(planes, value => Assert.InRange(value, 126, 129));
    }

    public static TheoryData<string, byte[]> Whole => new()
    {
        { "jpeg", Pictures.Encode(64, 64, Noise, SKEncodedImageFormat.Jpeg) },
        { "png", Pictures.Encode(64, 64, Noise) },
        { "webp", Pictures.Encode(64, 64, Noise, SKEncodedImageFormat.Webp) },
        { "bmp", RawFiles.HalvesBmp() },
        { "gif", RawFiles.HalvesGif() },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_truncated_picture_of_any_format_is_told_apart(string kind, byte[] file)
    {
        var failure = Failure(file[..(file.Length * 3 / 4)]);

        Assert.True(failure.Reason.Contains("truncated", StringComparison.Ordinal) || failure.Reason.Contains("damaged", StringComparison.Ordinal), $"{kind} {failure.Reason}");
        Assert.False(failure.MayRecover);
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_file_altered_or_cut_anywhere_gives_a_picture_or_a_reason(string kind, byte[] file)
    {
        using var folder = new TempFolder();
        using var decoder = new ImageDecoder(8);
        var planes = new byte[192];

        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte, Gen.Bool).Array[1, 4].Sample(
            changes =>
            {
                var broken = file.ToArray();
                foreach (var (place, value, cuts) in changes)
                {
                    if (cuts && place < broken.Length)
                        broken = broken[..place];
                    else if (place < broken.Length)
                        broken[place] = value;
                }
                var failure = decoder.Decode(folder.Write($"picture.{kind}", broken), planes);
                Assert.True(failure is null or { Reason.Length: > 0, MayRecover: false });
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public void An_empty_file_and_a_text_are_not_images()
    {
        Assert.Contains("empty", Failure([]).Reason, StringComparison.Ordinal);
        Assert.Contains("not a JPEG", Failure("not an image at all"u8.ToArray()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_claims_billions_of_pixels_is_refused_before_memory_is_taken() =>
        Assert.Contains("megapixels", Failure(RawPng.Of(60_000, 60_000, 8, RawPng.Grey, new byte[100])).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_may_recover()
    {
        using var decoder = new ImageDecoder(8);

        var failure = decoder.Decode(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new byte[192]);

        Assert.True(failure?.MayRecover);
    }

    [Fact]
    public void What_is_no_file_may_recover_and_says_why()
    {
        using var folder = new TempFolder();
        using var decoder = new ImageDecoder(8);

        var failure = decoder.Decode(Directory.CreateDirectory(folder.Of("folder.png")).FullName, new byte[192]);

        Assert.True(failure is { MayRecover: true } && failure.Reason.StartsWith("could not be read: ", StringComparison.Ordinal), failure?.Reason);
    }

    // Small files are read another way than large ones.
    [Theory]
    [InlineData((1 << 16) - 1)]
    [InlineData(1 << 16)]
    [InlineData((1 << 16) + 1)]
    public void A_file_of_any_length_is_read_whole(int length)
    {
        var picture = Pictures.Halves(8, 8, SKEncodedImageFormat.Jpeg);
        // Bytes between the marks of a JPEG's start and its first segment that are skipped: filling.
        byte[] file = [.. picture[..2], .. Enumerable.Repeat<byte>(0xFF, length - picture.Length), .. picture[2..]];

        Assert.Equal(length, file.Length);
        Assert.Equal(Decoded(picture, 8), Decoded(file, 8));
    }

    [Fact]
    public void One_decoder_takes_pictures_of_all_sizes_in_turn()
    {
        using var folder = new TempFolder();
        using var decoder = new ImageDecoder(8);
        var planes = new byte[192];

        foreach (var size in (int[])[8, 100, 9, 300, 1, 100, 8])
        {
            Assert.Null(decoder.Decode(folder.Write("picture.png", Pictures.Halves(size, size == 1 ? 1 : size + 2)), planes));
            Close(Blue, Pixel(planes, 8, 7, 4), 0, $"{size}");
        }
    }

    private static SKColor Noise(int x, int y) => new((byte)(x * 37 + y * 101), (byte)(x * y * 13), (byte)(x * 59 ^ y * 7));

    private static byte[] Decoded(byte[] file, int size)
    {
        using var folder = new TempFolder();
        using var decoder = new ImageDecoder(size);
        var planes = new byte[3 * size * size];
        Assert.Null(decoder.Decode(folder.Write("picture", file), planes));
        return planes;
    }

    private static DecodeFailure Failure(byte[] file)
    {
        using var folder = new TempFolder();
        using var decoder = new ImageDecoder(8);
        var failure = decoder.Decode(folder.Write("picture", file), new byte[192]);
        Assert.NotNull(failure);
        return failure;
    }

    private static (int, int, int) Pixel(byte[] planes, int size, int x, int y) =>
        (planes[y * size + x], planes[size * size + y * size + x], planes[2 * size * size + y * size + x]);

    private static void Close((int Red, int Green, int Blue) expected, (int Red, int Green, int Blue) actual, int tolerance, string what) =>
        Assert.True(
            Math.Max(Math.Abs(expected.Red - actual.Red), Math.Max(Math.Abs(expected.Green - actual.Green), Math.Abs(expected.Blue - actual.Blue))) <= tolerance,
            $"{what}: {actual} is not within {tolerance} of {expected}");
}
