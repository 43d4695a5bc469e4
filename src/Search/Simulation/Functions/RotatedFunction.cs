using Search.Randomness;
using Search.Spaces;

namespace Search.Simulation.Functions;

/// <summary>A continuous function on a box, with parameters <c>x1</c>, <c>x2</c> and so on, shifted and rotated around its optimum.</summary>
/// <remarks>
/// An instance is f(x* + R (x − o)): f the textbook's formula with its minimum at x*, o the instance's optimum, uniform in the inner 80 % of the box, and R a uniformly
/// random orthogonal matrix. A turned box reaches beyond the textbook's, so only formulas belong here that are nowhere below their minimum.
/// </remarks>
public abstract class RotatedFunction : TestFunction
{
    private readonly double[] textbook, optimum;
    private readonly double[][] rotation;
    private readonly string[] names;

    private protected RotatedFunction(string name, ulong instance, IReadOnlyList<(double Low, double High)> box, double[] textbook) : base(name, instance, SpaceOf(box))
    {
        this.textbook = textbook;
        names = [.. Space.Parameters.Select(parameter => parameter.Name)];
        var random = new SearchRandom(Seeds.Derive(instance, "function " + name));
        optimum = instance == 0 ? textbook : [.. box.Select(side => side.Low + (side.High - side.Low) * (0.1 + 0.8 * random.NextDouble()))];
        rotation = Rotation(box.Count, instance == 0 ? null : random);
        Optimum = new Configuration(names.Select((parameter, i) => KeyValuePair.Create(parameter, (ParameterValue)optimum[i])));
    }

    /// <inheritdoc/>
    public override Configuration Optimum { get; }

    /// <inheritdoc/>
    public override double Value(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Span<double> away = stackalloc double[names.Length], point = stackalloc double[names.Length];
        for (var i = 0; i < names.Length; i++)
            away[i] = configuration[names[i]].Number - optimum[i];
        for (var i = 0; i < names.Length; i++)
        {
            point[i] = textbook[i];
            for (var j = 0; j < names.Length; j++)
                point[i] += rotation[i][j] * away[j];
        }
        return Formula(point);
    }

    /// <summary>The textbook's formula.</summary>
    private protected abstract double Formula(ReadOnlySpan<double> x);

    private static SearchSpace SpaceOf(IReadOnlyList<(double Low, double High)> box) => new()
    {
        Parameters = [.. box.Select((side, i) => new Parameter { Name = FormattableString.Invariant($"x{i + 1}"), Domain = new UniformDomain(side.Low, side.High) })],
    };

    /// <summary>Normal columns made orthonormal (Gram and Schmidt) are uniform among the orthogonal matrices; the identity without a generator.</summary>
    private static double[][] Rotation(int size, SearchRandom? random)
    {
        double[][] rows = [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Select(j => random is null ? (i == j ? 1.0 : 0) : random.NextNormal()).ToArray())];
        for (var i = 0; i < size; i++)
        {
            for (var before = 0; before < i; before++)
            {
                var share = Dot(rows[i], rows[before]);
                for (var j = 0; j < size; j++)
                    rows[i][j] -= share * rows[before][j];
            }
            var length = Math.Sqrt(Dot(rows[i], rows[i]));
            for (var j = 0; j < size; j++)
                rows[i][j] /= length;
        }
        return rows;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
