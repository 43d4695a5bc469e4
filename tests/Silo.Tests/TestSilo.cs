using Search.Experiments;
using Search.Silo.Hosting;
using Search.Silo.Training;
using Search.Store;
using Xunit;

namespace Search.Silo.Tests;

/// <summary>An embedded silo on a given store and objective.</summary>
internal static class TestSilo
{
    /// <param name="store">The journals.</param>
    /// <param name="source">What the slots run.</param>
    /// <param name="slots">How many there are.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <param name="announceEvery">Short where a test waits for forgotten slots: on a busy machine some are then taken for forgotten that are not.</param>
    public static Task<EmbeddedSilo> StartAsync(IExperimentStore store, IObjectiveSource source, int slots, CancellationToken cancellationToken, TimeSpan? announceEvery = null) => EmbeddedSilo.StartAsync(
        new EmbeddedSiloOptions { Devices = [.. Enumerable.Range(0, slots).Select(slot => $"cpu{slot}")], ClusterId = Guid.NewGuid().ToString("N"), AnnounceEvery = announceEvery ?? TimeSpan.FromSeconds(2) },
        store, source, cancellationToken);

    /// <summary>Creates an experiment and lets it run on all slots.</summary>
    public static async Task LaunchAsync(this EmbeddedSilo silo, string id, int slots, CancellationToken cancellationToken, ExperimentSpec? spec = null)
    {
        var experiment = silo.Experiment(id);
        Assert.Null((await experiment.CreateAsync(TestExperiments.Created(id, spec), cancellationToken)).Refusal);
        Assert.Null((await experiment.RunAsync(slots, cancellationToken)).Refusal);
    }
}
