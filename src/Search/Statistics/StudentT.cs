namespace Search.Statistics;

/// <summary>Student's t distribution: how far a mean of few values may lie from the truth.</summary>
public static class StudentT
{
    /// <summary>P(T ≤ t) with <paramref name="degrees"/> degrees of freedom.</summary>
    public static double Cdf(double t, double degrees)
    {
        if (t * t < degrees) // the tail's argument would round to 1 near 0
            return 0.5 + 0.5 * Math.Sign(t) * Beta(0.5, degrees / 2, t * t / (degrees + t * t));
        var tail = 0.5 * Beta(degrees / 2, 0.5, degrees / (degrees + t * t));
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t with P(T ≤ t) = <paramref name="probability"/>; found by bisection to 1e-10.</summary>
    public static double Quantile(double probability, double degrees)
    {
        if (probability is <= 0 or >= 1)
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile's probability lies strictly between 0 and 1.");
        var (low, high) = (-1.0, 1.0);
        while (Cdf(low, degrees) > probability)
            low *= 2;
        while (Cdf(high, degrees) < probability)
            high *= 2;
        while (high - low > 1e-10 * Math.Max(1, Math.Abs(low)))
        {
            var middle = (low + high) / 2;
            if (Cdf(middle, degrees) < probability)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>The 95 % interval of a mean from its values; null for fewer than two.</summary>
    public static (double Low, double High)? Interval95(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return null;
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        var half = Quantile(0.975, values.Count - 1) * deviation / Math.Sqrt(values.Count);
        return (mean - half, mean + half);
    }

    /// <summary>The regularized incomplete beta function by Lentz's continued fraction (Numerical Recipes, 6.4).</summary>
    private static double Beta(double a, double b, double x)
    {
        if (x <= 0 || x >= 1)
            return x <= 0 ? 0 : 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - front * Fraction(b, a, 1 - x) / b;
    }

    private static double Fraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        var c = 1.0;
        var d = 1 / NonZero(1 - (a + b) * x / (a + 1));
        var h = d;
        for (var m = 1; m <= 1000; m++)
        {
            var even = m * (b - m) * x / ((a - 1 + 2 * m) * (a + 2 * m));
            d = 1 / NonZero(1 + even * d);
            c = NonZero(1 + even / c);
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 1 + 2 * m));
            d = 1 / NonZero(1 + odd * d);
            c = NonZero(1 + odd / c);
            var step = d * c;
            h *= step;
            if (Math.Abs(step - 1) < 1e-15)
                break;
        }
        return h;

        static double NonZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }

    /// <summary>Lanczos' approximation with g = 7 and nine coefficients; about 15 digits.</summary>
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> coefficients =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        x -= 1;
        var sum = coefficients[0];
        for (var i = 1; i < coefficients.Length; i++)
            sum += coefficients[i] / (x + i);
        var t = x + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
