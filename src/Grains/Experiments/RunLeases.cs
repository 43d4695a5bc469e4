namespace Search.Grains.Experiments;

/// <summary>When each running trial was last heard of. In memory, by a clock that only runs forward; begins anew with the activation.</summary>
internal sealed class RunLeases(TimeSpan lease, TimeProvider time)
{
    private readonly Dictionary<int, long> heard = [];
    private long began = time.GetTimestamp();
    private long looked = time.GetTimestamp();

    /// <summary>A sign of life.</summary>
    public void Heard(int trial) => heard[trial] = time.GetTimestamp();

    /// <summary>
    /// To be called before leases are looked at, about every second. Had this process stood still, the signs of life that came meanwhile are not read yet: all leases begin anew.
    /// </summary>
    public void Look()
    {
        if (time.GetElapsedTime(looked) > lease / 3)
        {
            heard.Clear();
            began = time.GetTimestamp();
        }
        looked = time.GetTimestamp();
    }

    /// <summary>True when the trial was not heard of for the length of a lease.</summary>
    public bool IsOver(int trial) => time.GetElapsedTime(heard.GetValueOrDefault(trial, began)) > lease;
}
