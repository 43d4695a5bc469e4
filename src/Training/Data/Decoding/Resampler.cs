namespace Search.Training.Data.Decoding;

/// <summary>Brings a square of pixels to another size with a triangle filter that widens when shrinking, so that nothing aliases.</summary>
/// <remarks>
/// In whole numbers throughout: the same bytes on every processor, hence the same content hash. Columns first, then rows.
/// Keeps the weights of the last size it saw; not thread-safe. Cost: O(side² + side · size) multiplications per channel.
/// </remarks>
/// <param name="size">Pixels of one side of the result.</param>
internal sealed class Resampler(int size)
{
    // 8-bit pixels times 22-bit weights that sum to one stay below 2^31.
    private const int One = 1 << 22;

    private readonly byte[] result = new byte[size * size * 3];
    private byte[] narrow = [];
    private int side = -1;
    private int taps;
    private int[] firsts = [];
    private int[] weights = [];

    /// <summary>The resized square, R, G and B side by side; valid until the next call.</summary>
    /// <param name="source">First byte of the square: four bytes a pixel, of which the first three are used.</param>
    /// <param name="row">Bytes from one row to the next.</param>
    /// <param name="sourceSide">Pixels of one side of the source.</param>
    public ReadOnlySpan<byte> Resize(ReadOnlySpan<byte> source, int row, int sourceSide)
    {
        if (side != sourceSide)
            Prepare(sourceSide);
        for (var y = 0; y < side; y++)
            Combine(source.Slice(y * row, side * 4), 4, narrow.AsSpan(y * size * 3), 3);
        // A column of the narrow picture is a row of pixels that lie size × 3 bytes apart.
        for (var x = 0; x < size; x++)
            Combine(narrow.AsSpan(x * 3), size * 3, result.AsSpan(x * 3), size * 3);
        return result;
    }

    private void Combine(ReadOnlySpan<byte> from, int fromStep, Span<byte> to, int toStep)
    {
        for (var i = 0; i < size; i++)
        {
            int red = One / 2, green = One / 2, blue = One / 2;
            var at = firsts[i] * fromStep;
            foreach (var weight in weights.AsSpan(i * taps, taps))
            {
                if (weight != 0)
                {
                    red += weight * from[at];
                    green += weight * from[at + 1];
                    blue += weight * from[at + 2];
                }
                at += fromStep;
            }
            var target = i * toStep;
            to[target] = (byte)(red / One);
            to[target + 1] = (byte)(green / One);
            to[target + 2] = (byte)(blue / One);
        }
    }

    private void Prepare(int sourceSide)
    {
        side = sourceSide;
        var scale = (double)side / size;
        var reach = Math.Max(scale, 1);
        taps = (int)Math.Ceiling(reach * 2) + 1;
        firsts = new int[size];
        weights = new int[size * taps];
        narrow = new byte[side * size * 3];
        Span<double> raw = new double[taps];
        for (var i = 0; i < size; i++)
        {
            var centre = (i + 0.5) * scale;
            var first = firsts[i] = Math.Max(0, (int)Math.Floor(centre - reach));
            var sum = 0.0;
            for (var tap = 0; tap < taps; tap++)
            {
                raw[tap] = first + tap < side ? Math.Max(0, 1 - Math.Abs(first + tap + 0.5 - centre) / reach) : 0;
                sum += raw[tap];
            }
            var (left, largest) = (One, 0);
            for (var tap = 0; tap < taps; tap++)
            {
                var weight = (int)Math.Round(raw[tap] / sum * One);
                weights[i * taps + tap] = weight;
                left -= weight;
                if (raw[tap] > raw[largest])
                    largest = tap;
            }
            weights[i * taps + largest] += left;
        }
    }
}
