using CsCheck;
using Search.LinearAlgebra;
using Xunit;

namespace Search.Tests.LinearAlgebra;

public sealed class SymmetricEigenTests
{
    private static readonly Gen<double[,]> Matrices = Gen.Int[1, 12].SelectMany(n => Gen.Double[-3, 3].Array[n * n].Select(entries =>
    {
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                matrix[i, j] = i <= j ? entries[i * n + j] : entries[j * n + i];
        return matrix;
    }));

    [Fact]
    public void The_parts_multiply_to_the_matrix_and_the_vectors_are_orthonormal() =>
        Matrices.Sample(matrix =>
        {
            var (values, vectors) = SymmetricEigen.Of(matrix);

            var n = values.Length;
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                {
                    Assert.Equal(matrix[i, j], Enumerable.Range(0, n).Sum(k => vectors[i, k] * values[k] * vectors[j, k]), 1e-12);
                    Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, n).Sum(k => vectors[k, i] * vectors[k, j]), 1e-12);
                }
        });

    [Fact]
    public void A_worked_example() => Assert.Equal([1, 3], SymmetricEigen.Of(new double[,] { { 2, 1 }, { 1, 2 } }).Values.Order().Select(value => Math.Round(value, 14)));

    [Fact]
    public void Small_values_beside_large_ones_keep_their_digits()
    {
        var values = SymmetricEigen.Of(new double[,] { { 1e12, 1, 0 }, { 1, 1, 1e-7 }, { 0, 1e-7, 1e-12 } }).Values;

        // The determinant of the lower block is 1e-12 − 1e-14.
        Assert.Equal(1, values.Min() / (0.99e-12), 1e-6);
    }

    [Fact]
    public void A_matrix_that_is_not_square_is_refused() => Assert.Contains("2 by 3", Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(new double[2, 3])).Message, StringComparison.Ordinal);
}
