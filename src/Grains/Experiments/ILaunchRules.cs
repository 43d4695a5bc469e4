using Search.Experiments;

namespace Search.Grains.Experiments;

/// <summary>What a silo's operator allows experiments to do.</summary>
public interface ILaunchRules
{
    /// <summary>Why an experiment may not be launched here, as a sentence; null when it may.</summary>
    string? Refusal(ExperimentSpec spec);
}
