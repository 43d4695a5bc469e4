using Search.Spaces;
using Search.Specs.Yaml;

namespace Search.Specs.Writing;

/// <summary>Writes domains in the file's flow style.</summary>
internal static class DomainText
{
    public static string Of(Parameter parameter) => Of(parameter.Domain, parameter.When);

    public static string Of(Domain domain, IReadOnlyList<Condition> when)
    {
        if (when.Count == 0 && domain is ConstantDomain constant)
            return YamlText.Of(constant.Value);
        var conditions = when.Count == 0 ? "" : $", when: {{ {string.Join(", ", when.Select(condition => $"{YamlText.Of(condition.Parameter)}: {List(condition.Values)}"))} }}";
        return $"{{ {Core(domain)}{conditions} }}";
    }

    public static string List(IReadOnlyList<ParameterValue> values) => $"[{string.Join(", ", values.Select(YamlText.Of))}]";

    private static string Core(Domain domain) => domain switch
    {
        UniformDomain uniform => $"uniform: {Range(uniform.Low, uniform.High)}{(uniform.Step is { } step ? $", step: {YamlText.Of(step)}" : "")}",
        LogDomain log => $"log: {Range(log.Low, log.High)}{(log.OrZero ? ", orZero: true" : "")}",
        ReverseLogDomain reverse => $"reverseLog: {Range(reverse.Low, reverse.High)}",
        IntDomain whole => $"int: {Range(whole.Low, whole.High)}{(whole.Step != 1 ? $", step: {YamlText.Of(whole.Step)}" : "")}",
        LogIntDomain whole => $"logInt: {Range(whole.Low, whole.High)}",
        ChoiceDomain choice => $"choice: {List(choice.Values)}",
        OrdinalDomain ordinal => $"ordinal: {List(ordinal.Values)}",
        ConstantDomain constant => $"value: {YamlText.Of(constant.Value)}",
        _ => throw new ArgumentException($"The domain {domain} has no form in a sweep file.", nameof(domain)),
    };

    private static string Range(double low, double high) => $"[{YamlText.Of(low)}, {YamlText.Of(high)}]";
}
