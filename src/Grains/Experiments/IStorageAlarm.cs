namespace Search.Grains.Experiments;

/// <summary>Told when an experiment's journal cannot be written: somebody should say so to its owner.</summary>
public interface IStorageAlarm
{
    /// <summary>The experiment's last changes could not be kept; it goes on from its last durable row when it is resumed.</summary>
    /// <param name="experiment">Its identifier.</param>
    /// <param name="message">What is wrong, as a sentence.</param>
    void Raise(string experiment, string message);

    /// <summary>The experiment is set going again: what was wrong before is over, or will be told anew.</summary>
    /// <param name="experiment">Its identifier.</param>
    void Clear(string experiment);
}
