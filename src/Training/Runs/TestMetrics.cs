namespace Search.Training.Runs;

/// <summary>The test split's scores in <c>metrics.json</c>.</summary>
internal sealed record TestMetrics(int Images, double Loss, double Accuracy);
