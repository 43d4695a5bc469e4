using Search.Randomness;

namespace Search.Training.Demo;

/// <summary>Draws one picture: a striped background, clutter, one figure somewhere at some size and angle, perhaps a bar across it, and noise.</summary>
internal sealed class DemoPicture
{
    /// <summary>Pixels of one side.</summary>
    public const int Size = 32;

    private const double Noise = 0.06;

    private readonly SearchRandom random;
    private readonly double[] canvas = new double[Size * Size * 3];

    private DemoPicture(ulong seed) => random = new(seed);

    /// <summary>RGBA bytes, row by row, of the figure <paramref name="distance"/> (see <see cref="Shape"/>).</summary>
    public static byte[] Draw(Func<double, double, double> distance, ulong seed)
    {
        var picture = new DemoPicture(seed);
        picture.Background();
        for (var pieces = picture.random.Next(1, 4); pieces > 0; pieces--)
            picture.Clutter();
        picture.Figure(distance);
        if (picture.random.NextDouble() < 0.3)
            picture.Bar(0.8, 1.6);
        return picture.Develop();
    }

    private void Background()
    {
        var (first, second) = (Colour(0.05, 0.5), Colour(0.05, 0.5));
        var (alongX, alongY) = Direction();
        var period = Between(4, 14);
        var contrast = Between(0.1, 0.5);
        Paint((x, y) => 1, (x, y, channel) =>
        {
            var weight = contrast * Wave((x * alongX + y * alongY) / period) + (1 - contrast) * (x + y) / (2 * Size);
            return first[channel] * (1 - weight) + second[channel] * weight;
        });
    }

    /// <summary>A small blob or a thin bar: parts of figures, but none of them.</summary>
    private void Clutter()
    {
        if (random.NextDouble() < 0.5)
        {
            Bar(0.4, 1.1);
            return;
        }
        var (centreX, centreY, radius, colour) = (Between(0, Size), Between(0, Size), Between(1, 2.6), Colour(0.1, 0.9));
        Paint((x, y) => Cover(Math.Sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)) - radius), (_, _, channel) => colour[channel]);
    }

    private void Bar(double thinnest, double thickest)
    {
        var (centreX, centreY, half, length, colour) = (Between(4, Size - 4), Between(4, Size - 4), Between(thinnest, thickest), Between(4, 12), Colour(0.1, 0.9));
        var (alongX, alongY) = Direction();
        Paint(
            (x, y) =>
            {
                var (right, down) = (x - centreX, y - centreY);
                return Cover(Math.Max(Math.Abs(right * alongX + down * alongY) - length, Math.Abs(down * alongX - right * alongY) - half));
            },
            (_, _, channel) => colour[channel]);
    }

    private void Figure(Func<double, double, double> distance)
    {
        var radius = Between(6, 11);
        var (centreX, centreY) = (Between(radius * 0.8, Size - radius * 0.8), Between(radius * 0.8, Size - radius * 0.8));
        var (alongX, alongY) = Tilt();
        var (light, dark) = (Colour(0.5, 0.95), Colour(0.5, 0.95));
        var (stripesX, stripesY) = Direction();
        var period = Between(3, 9);
        var contrast = Between(0, 0.4);
        // See-through figures are hard to tell from the background: without them the task is too easy to show any difference.
        var opacity = Between(0.5, 1);
        Paint(
            (x, y) =>
            {
                var (right, down) = ((x - centreX) / radius, (y - centreY) / radius);
                return opacity * Cover(distance(right * alongX + down * alongY, down * alongX - right * alongY) * radius);
            },
            (x, y, channel) =>
            {
                var weight = contrast * Wave((x * stripesX + y * stripesY) / period);
                return light[channel] * (1 - weight) + dark[channel] * weight;
            });
    }

    private void Paint(Func<double, double, double> cover, Func<double, double, int, double> colour)
    {
        for (var (y, at) = (0, 0); y < Size; y++)
        {
            for (var x = 0; x < Size; x++, at += 3)
            {
                var share = cover(x + 0.5, y + 0.5);
                if (share <= 0)
                    continue;
                for (var channel = 0; channel < 3; channel++)
                    canvas[at + channel] += share * (colour(x + 0.5, y + 0.5, channel) - canvas[at + channel]);
            }
        }
    }

    private byte[] Develop()
    {
        var bytes = new byte[Size * Size * 4];
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                // The sum of four uniform numbers is near enough to a normal one, and exact everywhere.
                var noise = (random.NextDouble() + random.NextDouble() + random.NextDouble() + random.NextDouble() - 2) * 1.7320508075688772 * Noise;
                bytes[pixel * 4 + channel] = (byte)Math.Clamp((int)((canvas[pixel * 3 + channel] + noise) * 255 + 0.5), 0, 255);
            }
            bytes[pixel * 4 + 3] = 255;
        }
        return bytes;
    }

    private double[] Colour(double low, double high) => [Between(low, high), Between(low, high), Between(low, high)];

    private double Between(double low, double high) => low + (high - low) * random.NextDouble();

    /// <summary>A uniformly distributed unit vector, by rejection: sines may differ between platforms.</summary>
    private (double X, double Y) Direction()
    {
        while (true)
        {
            var (x, y) = (Between(-1, 1), Between(-1, 1));
            if (x * x + y * y is > 0.01 and <= 1 and var square)
                return (x / Math.Sqrt(square), y / Math.Sqrt(square));
        }
    }

    /// <summary>A unit vector within about 25° of the horizontal.</summary>
    private (double X, double Y) Tilt()
    {
        var slope = Between(-0.45, 0.45);
        var length = Math.Sqrt(1 + slope * slope);
        return (1 / length, slope / length);
    }

    /// <summary>The share of a pixel that is inside, from the distance of its centre to the edge in pixels.</summary>
    private static double Cover(double distance) => Math.Clamp(0.5 - distance, 0, 1);

    /// <summary>A triangle wave between 0 and 1 of period 1.</summary>
    private static double Wave(double phase) => Math.Abs(2 * (phase - Math.Floor(phase)) - 1);
}
