using System.Text.Json;
using CsCheck;
using Search.Spaces;
using Xunit;

namespace Search.Tests.Spaces;

/// <summary>What every <see cref="Domain"/> promises; a domain's tests derive from it.</summary>
public abstract class DomainContract
{
    /// <summary>Sound domains of the kind.</summary>
    protected abstract Gen<Domain> Domains { get; }

    /// <summary>How far a continuum's value may be off after a round trip, relative to its size.</summary>
    protected virtual double Tolerance => 1e-9;

    /// <summary>The size below which values of a continuum are no more exact than this size is.</summary>
    protected virtual double Scale => 1e-300;

    [Fact]
    public void Every_point_of_the_unit_interval_is_a_value_of_the_domain() =>
        Gen.Select(Domains, Gen.Double[0, 1]).Sample((domain, unit) =>
        {
            Assert.Empty(domain.Errors());
            Assert.True(domain.Contains(domain.FromUnit(unit)), $"{domain} does not contain {domain.FromUnit(unit)}");
        });

    [Fact]
    public void A_value_comes_back_from_the_unit_interval() =>
        Gen.Select(Domains, Gen.Double[0, 1]).Sample((domain, unit) =>
        {
            var value = domain.FromUnit(unit);
            var position = domain.ToUnit(value);
            var back = domain.FromUnit(position);

            Assert.InRange(position, -1e-9, 1 + 1e-9);
            if (domain.Count is null)
                Assert.Equal(value.Number, back.Number, Tolerance * Math.Max(Scale, Math.Abs(value.Number)));
            else
                Assert.Equal(value, back);
        });

    [Fact]
    public void Outside_the_unit_interval_the_ends_are_meant() =>
        Domains.Sample(domain =>
        {
            Assert.Equal(domain.FromUnit(0), domain.FromUnit(-0.5));
            Assert.Equal(domain.FromUnit(1), domain.FromUnit(1.5));
        });

    [Fact]
    public void Every_value_of_a_finite_domain_is_listed_once_and_a_continuum_has_none() =>
        Domains.Sample(domain =>
        {
            if (domain.Count is not { } count)
            {
                Assert.Contains("continuum", Assert.Throws<InvalidOperationException>(() => domain.ValueAt(0)).Message, StringComparison.Ordinal);
                return;
            }
            ParameterValue[] values = [.. Enumerable.Range(0, (int)count).Select(index => domain.ValueAt(index))];

            Assert.Equal(values.Length, values.Distinct().Count());
            Assert.Throws<ArgumentOutOfRangeException>(() => domain.ValueAt(count));
            Assert.Throws<ArgumentOutOfRangeException>(() => domain.ValueAt(-1));
            Assert.All(values, value =>
            {
                Assert.True(domain.Contains(value));
                Assert.Equal(value, domain.FromUnit(domain.ToUnit(value)));
            });
        }, iter: 50);

    [Fact]
    public void It_survives_the_journal_and_is_equal_by_content() =>
        Domains.Sample(domain =>
        {
            var json = JsonSerializer.Serialize(domain);
            var back = JsonSerializer.Deserialize<Domain>(json)!;

            Assert.Equal(domain, back);
            Assert.Equal(domain.GetHashCode(), back.GetHashCode());
            Assert.DoesNotContain("count", json, StringComparison.OrdinalIgnoreCase);
        }, iter: 20);
}
