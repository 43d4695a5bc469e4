using System.Text.Json.Serialization;
using Search.GaussianProcesses;
using Search.Spaces;

namespace Search.Samplers;

/// <summary>A continuum with its unit interval bent: the same values, more room for those that make the difference.</summary>
internal sealed record WarpedDomain(Domain Inner, KumaraswamyWarp Warp) : Domain
{
    [JsonIgnore]
    public override long? Count => Inner.Count;

    public override ParameterValue FromUnit(double unit) => Inner.FromUnit(Warp.Inverse(unit));

    public override double ToUnit(ParameterValue value) => Warp.Of(Inner.ToUnit(value));

    public override bool Contains(ParameterValue value) => Inner.Contains(value);

    public override IEnumerable<string> Errors() => Inner.Errors();

    public override string ToString() => Inner.ToString();
}
