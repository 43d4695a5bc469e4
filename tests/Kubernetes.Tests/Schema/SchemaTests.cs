using Search.Kubernetes.Tests.Rendering;
using Xunit;

namespace Search.Kubernetes.Tests.Schema;

public sealed class SchemaTests
{
    [Theory, MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Every_object_has_the_fields_and_types_that_its_schema_asks_for(string overlay) =>
        Assert.Empty(await Models.ErrorsAsync(await Kustomize.RenderAsync(overlay)));

    [Theory]
    [InlineData("v1", "Service", "{ ports: [{ name: http }] }", "/spec/ports/0: ", "port")]
    [InlineData("v1", "Service", "{ ports: [{ port: \"80\" }] }", "/spec/ports/0/port: ", "integer")]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "{ triggers: [] }", "/spec: ", "scaleTargetRef")]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "{ scaleTargetRef: { name: b }, triggers: [{ type: prometheus, metadata: { threshold: 1 } }] }", "/spec/triggers/0/metadata/threshold: ", "string")]
    [InlineData("monitoring.coreos.com/v1", "PodMonitor", "{ podMetricsEndpoints: [] }", "/spec: ", "selector")]
    [InlineData("v1", "Sirvice", "{}", ": ", "no schema")]
    public async Task A_missing_field_or_a_wrong_type_is_found(string version, string kind, string spec, string where, string what)
    {
        var error = Assert.Single(await Models.ErrorsAsync($"apiVersion: {version}\nkind: {kind}\nmetadata: {{ name: a }}\nspec: {spec}"));

        Assert.StartsWith($"{kind}/a{where}", error, StringComparison.Ordinal);
        Assert.Contains(what, error, StringComparison.Ordinal);
    }
}
