using CsCheck;
using Search.LinearAlgebra;
using Xunit;

namespace Search.Tests.LinearAlgebra;

public sealed class DenseTests
{
    private static readonly Gen<(double[], double[])> Pairs = Gen.Int[0, 70].SelectMany(n => Gen.Select(Gen.Double[-1, 1].Array[n], Gen.Double[-1, 1].Array[n]));

    [Fact]
    public void The_dot_product_is_the_sum_of_products_at_every_length() =>
        Pairs.Sample((a, b) => Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), Dense.Dot(a, b), 12));

    [Fact]
    public void A_scaled_vector_is_added_at_every_length() => Pairs.Sample((a, b) =>
    {
        double[] sum = [.. a];

        Dense.AddScaled(sum, -2.5, b);

        Assert.Equal(a.Zip(b, (x, y) => x + -2.5 * y), sum);
    });
}
