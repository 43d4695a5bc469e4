namespace Search.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix.</summary>
/// <remarks>
/// Cyclic Jacobi rotations (Golub and Van Loan, "Matrix Computations", section 8.5): the most exact method for small matrices, and one whose result is the same everywhere, as it
/// only adds, multiplies, divides and takes roots in a fixed order. O(n³) for each of usually less than ten sweeps.
/// </remarks>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Decomposes a matrix A = V · diag(values) · Vᵀ; column i of V belongs to value i. The values are in no order.</summary>
    /// <param name="matrix">Symmetric and finite; not changed. Only its upper half is read.</param>
    public static (double[] Values, double[,] Vectors) Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        if (n != matrix.GetLength(1))
            throw new ArgumentException($"The matrix is {n} by {matrix.GetLength(1)}, but must be square.", nameof(matrix));
        var a = (double[,])matrix.Clone();
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var rotated = false;
            for (var p = 0; p < n - 1; p++)
                for (var q = p + 1; q < n; q++)
                    rotated |= Rotate(a, vectors, n, p, q);
            if (!rotated)
                break;
        }
        return ([.. Enumerable.Range(0, n).Select(i => a[i, i])], vectors);
    }

    /// <summary>Turns the plane of two axes so that their entry vanishes; false when it is lost in the diagonal's rounding already.</summary>
    private static bool Rotate(double[,] a, double[,] vectors, int n, int p, int q)
    {
        var entry = a[p, q];
        if (Math.Abs(entry) <= 1e-17 * Math.Sqrt(Math.Abs(a[p, p]) * Math.Abs(a[q, q])) || Math.Abs(entry) < 1e-300)
            return false;
        var theta = (a[q, q] - a[p, p]) / (2 * entry);
        var tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var cosine = 1 / Math.Sqrt(tangent * tangent + 1);
        var sine = tangent * cosine;
        a[p, p] -= tangent * entry;
        a[q, q] += tangent * entry;
        a[p, q] = 0;
        for (var k = 0; k < n; k++)
        {
            if (k != p && k != q)
            {
                ref var left = ref k < p ? ref a[k, p] : ref a[p, k];
                ref var right = ref k < q ? ref a[k, q] : ref a[q, k];
                (left, right) = (cosine * left - sine * right, sine * left + cosine * right);
            }
            (vectors[k, p], vectors[k, q]) = (cosine * vectors[k, p] - sine * vectors[k, q], sine * vectors[k, p] + cosine * vectors[k, q]);
        }
        return true;
    }
}
