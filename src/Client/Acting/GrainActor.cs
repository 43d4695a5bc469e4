using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Search.Experiments;
using Search.Grains.Interfaces;
using Search.Store;

namespace Search.Client.Acting;

/// <summary>Acts through a silo. Loads the Orleans client: use it behind <see cref="ExperimentActors"/> only.</summary>
/// <param name="host">A client that is connected; closed with the actor.</param>
/// <param name="who">Who acts, as a sentence begins: "The cluster …".</param>
/// <param name="time">Spaces tries.</param>
/// <param name="patience">How long a call that may be repeated is; none where one silo is all there is.</param>
internal sealed class GrainActor(IHost host, string who, TimeProvider time, TimeSpan patience) : IExperimentActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public bool IsLive => true;

    public Task<ActionReply> PauseAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.PauseAsync(null, cancellationToken), mayRepeat: false, cancellationToken);

    public Task<ActionReply> CancelAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.CancelAsync(cancellationToken), mayRepeat: false, cancellationToken);

    public Task<ActionReply> ExtendAsync(string experiment, int trials, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.ExtendAsync(trials, cancellationToken), mayRepeat: false, cancellationToken);

    public Task<ActionReply> WidenAsync(string experiment, SpaceWidened to, int trials, CancellationToken cancellationToken)
    {
        var widened = EventJson.Write(to);
        return ActAsync(experiment, grain => grain.WidenAsync(widened, trials, cancellationToken), mayRepeat: false, cancellationToken);
    }

    public Task<ActionReply> RetryFailedAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.RetryFailedAsync(cancellationToken), mayRepeat: false, cancellationToken);

    public Task<ActionReply> StopTrialAsync(string experiment, int trial, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.StopTrialAsync(trial, cancellationToken), mayRepeat: false, cancellationToken);

    /// <summary>Creates an experiment; made twice from the same row it is one.</summary>
    public Task<ActionReply> CreateAsync(string experiment, byte[] created, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.CreateAsync(created, cancellationToken), mayRepeat: true, cancellationToken);

    /// <summary>Sets an experiment going; asked for twice, it goes on undisturbed.</summary>
    public Task<ActionReply> RunAsync(string experiment, CancellationToken cancellationToken) =>
        ActAsync(experiment, grain => grain.RunAsync(slots: 0, cancellationToken), mayRepeat: true, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }

    private async Task<ActionReply> ActAsync(string id, Func<IExperimentGrain, Task<CommandReply>> act, bool mayRepeat, CancellationToken cancellationToken)
    {
        var experiment = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentGrain>(id);
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var reply = await act(experiment);
                return new(reply.Refusal, reply.Count);
            }
            // A silo that has just gone answers nothing, until the others have agreed that it has.
            catch (Exception failure) when ((failure is OrleansMessageRejectionException || (mayRepeat && IsOfCluster(failure))) && time.GetElapsedTime(started) < patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (Exception failure) when (failure is JournalUnavailableException or StoreUnavailableException or CorruptExperimentException)
            {
                throw CommandException.Failed(failure.Message);
            }
            catch (Exception failure) when (IsOfCluster(failure))
            {
                throw CommandException.Unreachable($"{who} did not answer ({failure.Message}); search show {id} tells whether it was done.");
            }
        }
    }

    private static bool IsOfCluster(Exception failure) => failure is OrleansException or TimeoutException or SlotUnavailableException;
}
