using Search.Experiments;
using Search.Spaces;

namespace Search.Schedulers;

/// <summary>A scheduler that looks at every trial now and then and lets it run on unless it has reason not to; it promotes nobody.</summary>
/// <remarks>A trial whose value is not a number is stopped by all of them.</remarks>
public abstract class StoppingRule : IScheduler
{
    private readonly int[] checks;
    private readonly Dictionary<int, Curve> curves = [];

    /// <summary>A rule without trials.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    private protected StoppingRule(StoppingSettings settings)
    {
        SettingsErrors.ThrowIfAny(settings.Errors());
        checks = [.. settings.Checks()];
    }

    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => new(checks[0]);

    /// <summary>The epochs at which a decision is taken.</summary>
    private protected IReadOnlyList<int> Checks => checks;

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
    }

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values)
    {
        if (!curves.TryGetValue(trial, out var curve))
            curves[trial] = curve = new Curve();
        if (curve.Add(epoch, values[0]))
            Noted(trial, curve);
    }

    /// <inheritdoc/>
    public void Continued(int trial, int target)
    {
    }

    /// <inheritdoc/>
    public void Ended(int trial)
    {
    }

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch)
    {
        var check = Array.BinarySearch(checks, epoch);
        if (check < 0)
            throw new ArgumentException($"At epoch {epoch} nobody is compared; the checks are at {string.Join(", ", checks)}.", nameof(epoch));
        if (check == checks.Length - 1)
            return new(trial, TrialAction.Complete, epoch, new("reached the last epoch"));
        if (double.IsNaN(curves[trial].At(epoch)))
            return new(trial, TrialAction.Stop, epoch, new("its value is not a number"));
        var (action, reason) = Judge(trial, epoch, curves[trial]);
        return new(trial, action, action == TrialAction.Continue ? checks[check + 1] : epoch, reason);
    }

    /// <inheritdoc/>
    public SchedulerDecision? Promotable() => null;

    /// <summary>Takes note of a curve's newest value.</summary>
    private protected virtual void Noted(int trial, Curve curve)
    {
    }

    /// <summary>What becomes of a trial at a check before the last epoch; its value there is a number.</summary>
    private protected abstract (TrialAction Action, DecisionReason Reason) Judge(int trial, int epoch, Curve curve);

    /// <summary>True at an epoch at which a decision is taken.</summary>
    private protected bool IsCheck(int epoch) => Array.BinarySearch(checks, epoch) >= 0;
}
