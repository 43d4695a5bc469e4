namespace Search.LinearAlgebra;

/// <summary>The factor L of a symmetric positive definite matrix A = L Lᵀ, and what is solved with it.</summary>
/// <remarks>Row-major and row by row: a matrix with further rows has the same factor in its first rows, to the bit. n³/6 multiplications.</remarks>
internal sealed class Cholesky
{
    private readonly double[] factor;

    private Cholesky(double[] factor, int size) => (this.factor, Size) = (factor, size);

    /// <summary>Number of rows.</summary>
    public int Size { get; }

    /// <summary>Factors a matrix, of which only the lower triangle is read; null when it is not positive definite.</summary>
    /// <param name="matrix">Row-major, size × size; it is overwritten and owned by the result.</param>
    /// <param name="size">Number of rows.</param>
    public static Cholesky? Of(double[] matrix, int size)
    {
        for (var i = 0; i < size; i++)
        {
            var row = matrix.AsSpan(i * size, i + 1);
            for (var j = 0; j < i; j++)
                row[j] = (row[j] - Dense.Dot(row[..j], matrix.AsSpan(j * size, j))) / matrix[j * size + j];
            var pivot = row[i] - Dense.Dot(row[..i], row[..i]);
            if (!(pivot > 0) || !double.IsFinite(pivot))
                return null;
            row[i] = Math.Sqrt(pivot);
        }
        return new Cholesky(matrix, size);
    }

    /// <summary>Row i of L up to the diagonal.</summary>
    public ReadOnlySpan<double> Row(int i) => factor.AsSpan(i * Size, i + 1);

    /// <summary>log det A.</summary>
    public double LogDeterminant()
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
            sum += Math.Log(factor[i * Size + i]);
        return 2 * sum;
    }

    /// <summary>x ← L⁻¹ x.</summary>
    public void SolveLower(Span<double> x)
    {
        for (var i = 0; i < Size; i++)
            x[i] = (x[i] - Dense.Dot(factor.AsSpan(i * Size, i), x[..i])) / factor[i * Size + i];
    }

    /// <summary>x ← L⁻ᵀ x.</summary>
    public void SolveUpper(Span<double> x)
    {
        for (var i = Size - 1; i >= 0; i--)
        {
            x[i] /= factor[i * Size + i];
            Dense.AddScaled(x[..i], -x[i], factor.AsSpan(i * Size, i));
        }
    }

    /// <summary>L⁻ᵀ, row-major: row i holds column i of L⁻¹, of which the numbers before the diagonal are 0.</summary>
    public double[] InverseTransposed()
    {
        var inverse = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            var column = inverse.AsSpan(i * Size, Size);
            column[i] = 1 / factor[i * Size + i];
            for (var k = i + 1; k < Size; k++)
                column[k] = -Dense.Dot(factor.AsSpan(k * Size + i, k - i), column[i..k]) / factor[k * Size + k];
        }
        return inverse;
    }
}
