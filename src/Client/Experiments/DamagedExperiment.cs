namespace Search.Client.Experiments;

/// <summary>An experiment that cannot be read.</summary>
/// <param name="Experiment">Its identifier.</param>
/// <param name="Reason">What is wrong and what to do, as a sentence.</param>
internal sealed record DamagedExperiment(string Experiment, string Reason);
