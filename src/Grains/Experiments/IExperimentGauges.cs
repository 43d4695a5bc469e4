using Search.Boards;

namespace Search.Grains.Experiments;

/// <summary>Shows experiments to the outside as metrics.</summary>
public interface IExperimentGauges
{
    /// <summary>The newest figures of an experiment of this silo; null when it is here no longer.</summary>
    void Publish(string experiment, ExperimentFigures? figures);

    /// <summary>How long a worker waited for a durable decision.</summary>
    void Decided(string experiment, TimeSpan latency);
}
