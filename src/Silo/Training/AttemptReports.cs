using Search.Grains.Experiments;
using Search.Grains.Interfaces;
using Search.Objectives;

namespace Search.Silo.Training;

/// <summary>What one attempt tells its experiment, in order and one message at a time.</summary>
/// <remarks>
/// The slot's thread waits for an answer only where a decision is due. Whatever else it reports goes out behind its back, a little later and
/// together with what follows: training does not stand still for it, and an attempt that is fenced off learns of it one report later.
/// Called by one thread; what lingers is sent by another.
/// </remarks>
internal sealed class AttemptReports(ExperimentCalls calls, TrialAssignment assignment, RunControl control)
{
    /// <summary>Short against an epoch; long enough for the epochs of an objective that costs nothing to share a message.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);

    private readonly Lock guard = new();
    private readonly List<EpochFinished> all = [];
    private RunStarted? started;
    private List<EpochFinished> waiting = [];
    private Task<bool> answer = Task.FromResult(true);
    private bool lingers;
    private volatile int target = assignment.Target;

    /// <summary>The attempt is set up.</summary>
    public void Started(RunStarted set)
    {
        lock (guard)
        {
            started = set;
            LingerOnce();
        }
    }

    /// <summary>An epoch was finished.</summary>
    /// <returns>False when the attempt must end; also when it is told to, while nobody answers.</returns>
    public bool Finished(EpochFinished finished)
    {
        Task<bool> told;
        lock (guard)
        {
            waiting.Add(finished);
            all.Add(finished);
            if (finished.Epoch >= target)
                told = Send();
            else
            {
                LingerOnce();
                told = answer.IsCompleted ? answer : Task.FromResult(true);
            }
        }
        return told.GetAwaiter().GetResult();
    }

    /// <summary>Delivers what still waits: to be called before the attempt's end is told.</summary>
    public void Flush()
    {
        Task<bool> told;
        lock (guard)
            told = Send();
        told.GetAwaiter().GetResult();
    }

    private void LingerOnce()
    {
        if (!lingers)
            _ = LingerAsync();
        lingers = true;
    }

    private async Task LingerAsync()
    {
        await Task.Delay(Linger);
        lock (guard)
        {
            lingers = false;
            Send();
        }
    }

    /// <summary>Sends all that waits, once the message before is answered.</summary>
    private Task<bool> Send()
    {
        if (started is not null || waiting.Count > 0)
        {
            var report = new ProgressReport
            {
                Grant = assignment.Grant,
                Trial = assignment.Trial,
                Attempt = assignment.Attempt,
                Fingerprint = started?.Fingerprint,
                FromEpoch = started?.FromEpoch ?? 0,
                Epochs = [.. waiting.Select(finished => finished.ToReport())],
            };
            (started, waiting) = (null, []);
            answer = SendAfter(answer, report);
        }
        return answer;
    }

    private async Task<bool> SendAfter(Task<bool> before, ProgressReport report)
    {
        if (!await before || await calls.ReportAsync(report, control) is not { } instruction)
            return false;
        if (instruction is { GoOn: true, From: > 0 })
        {
            if (await calls.ReportAsync(Again(report, instruction.From), control) is not { } answer)
                return false;
            // Lost once more in between: the attempt starts again from its checkpoint, which remembers.
            instruction = answer.From > 0 ? answer with { GoOn = false } : answer;
        }
        if (!instruction.GoOn)
        {
            // Its thread may be in the middle of an epoch that nobody wants: it ends at the next batch.
            control.Raise(RunSignal.Suspend);
            return false;
        }
        target = instruction.Target;
        return true;
    }

    /// <summary>The report with the epochs before it that its experiment has forgotten.</summary>
    private ProgressReport Again(ProgressReport report, int from)
    {
        lock (guard)
            return report with { Epochs = [.. all.Where(finished => finished.Epoch >= from && finished.Epoch <= report.Epochs[^1].Epoch).Select(finished => finished.ToReport())] };
    }
}
