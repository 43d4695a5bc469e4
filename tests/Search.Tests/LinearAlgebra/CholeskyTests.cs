using CsCheck;
using Search.LinearAlgebra;
using Xunit;

namespace Search.Tests.LinearAlgebra;

public sealed class CholeskyTests
{
    private static readonly Gen<double[]> Square = Gen.Int[1, 24].SelectMany(n => Gen.Double[-1, 1].Array[n * n]);

    [Fact]
    public void The_factor_times_its_transpose_is_the_matrix() => Square.Sample(numbers =>
    {
        var (n, matrix) = Positive(numbers);
        var factor = Cholesky.Of([.. matrix], n)!;

        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
                Assert.Equal(matrix[i * n + j], Dense.Dot(factor.Row(i), factor.Row(j)), 1e-9);
    });

    [Fact]
    public void Both_solves_together_undo_the_matrix() => Square.Sample(numbers =>
    {
        var (n, matrix) = Positive(numbers);
        var factor = Cholesky.Of([.. matrix], n)!;
        double[] right = [.. Enumerable.Range(0, n).Select(i => 1.0 + i)], solution = [.. right];

        factor.SolveLower(solution);
        factor.SolveUpper(solution);

        for (var i = 0; i < n; i++)
            Assert.Equal(right[i], Enumerable.Range(0, n).Sum(j => matrix[Math.Max(i, j) * n + Math.Min(i, j)] * solution[j]), 1e-8);
    });

    [Fact]
    public void The_inverse_of_the_factor_solves_as_the_factor_does() => Square.Sample(numbers =>
    {
        var (n, matrix) = Positive(numbers);
        var factor = Cholesky.Of(matrix, n)!;
        var transposed = factor.InverseTransposed();
        for (var column = 0; column < n; column++)
        {
            var unit = new double[n];
            unit[column] = 1;
            factor.SolveLower(unit);
            for (var row = 0; row < n; row++)
                Assert.Equal(unit[row], transposed[column * n + row], 1e-10);
        }
    });

    [Fact]
    public void Further_rows_do_not_change_the_first_ones_by_a_bit() => Square.Sample(numbers =>
    {
        var (n, matrix) = Positive(numbers);
        var smaller = n - 1;
        double[] part = [.. Enumerable.Range(0, smaller * smaller).Select(at => matrix[at / smaller * n + at % smaller])];
        if (smaller == 0)
            return;

        var (whole, corner) = (Cholesky.Of(matrix, n)!, Cholesky.Of(part, smaller)!);

        for (var i = 0; i < smaller; i++)
            Assert.Equal(corner.Row(i).ToArray(), whole.Row(i).ToArray());
    });

    [Theory]
    [InlineData(new[] { 1.0, 0, 2, 1 }, 2)] // an eigenvalue of −1
    [InlineData(new[] { 0.0 }, 1)]
    [InlineData(new[] { double.NaN }, 1)]
    public void What_is_not_positive_definite_has_no_factor(double[] matrix, int size) => Assert.Null(Cholesky.Of(matrix, size));

    [Fact]
    public void The_determinant_is_that_of_the_matrix() => Assert.Equal(Math.Log(4 * 3 - 1), Cholesky.Of([4, 0, 1, 3], 2)!.LogDeterminant(), 1e-12);

    /// <summary>M Mᵀ + I/2: symmetric, its least eigenvalue at least a half.</summary>
    private static (int Size, double[] Matrix) Positive(double[] numbers)
    {
        var n = (int)Math.Sqrt(numbers.Length);
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                matrix[i * n + j] = Enumerable.Range(0, n).Sum(k => numbers[i * n + k] * numbers[j * n + k]) + (i == j ? 0.5 : 0);
        return (n, matrix);
    }
}
