using Search.Spaces;

namespace Search.Schedulers;

/// <summary>Asynchronous Hyperband: several brackets of successive halving that start at different rungs, in case the lowest mislead.</summary>
/// <remarks>
/// Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization" (JMLR 2018), Algorithm 1, with η =
/// <see cref="AshaSettings.ReductionFactor"/>, R = <see cref="AshaSettings.MaxEpochs"/>, s_max + 1 = the number of rungs; inside each bracket
/// <see cref="AshaScheduler"/>'s promotions (Li et al., MLSys 2020, section 3.3 combine them so). A proposal goes to the bracket that is furthest behind
/// the paper's sizes n: the least (proposals + 1)/n, of equals the lower start; whole sweeps give each bracket exactly its n.
/// Deviations: brackets run beside one another and never wait; the first rung need not be epoch 1; the resource may be data instead of epochs, or both.
/// Cost: O(log n) in a rung's trials and O(brackets) for every call.
/// </remarks>
public sealed class HyperbandScheduler : IScheduler
{
    private readonly Ladder[] brackets;
    private readonly IReadOnlyList<int> sizes;
    private readonly int[] proposals;
    private readonly Dictionary<int, Ladder> homes = [];

    /// <summary>A scheduler without trials.</summary>
    /// <exception cref="ArgumentException">The settings contradict one another; all errors are listed.</exception>
    public HyperbandScheduler(HyperbandSettings settings)
    {
        SettingsErrors.ThrowIfAny(settings.Errors());
        var fidelities = settings.Rungs.Fidelities();
        sizes = settings.Sizes();
        brackets = [.. sizes.Select((_, level) => new Ladder(fidelities.Skip(level), settings.Rungs.ReductionFactor))];
        proposals = new int[brackets.Length];
    }

    /// <inheritdoc/>
    public int? Capacity => null;

    /// <inheritdoc/>
    public Fidelity First => brackets[Next].Rungs[0].Fidelity;

    /// <inheritdoc/>
    public void Added(int trial, Configuration configuration, Fidelity fidelity, int? parent)
    {
        var home = parent is { } succeeded ? Home(succeeded) : Array.Find(brackets, bracket => bracket.Rungs[0].Fidelity == fidelity) ?? brackets[Next];
        if (parent is null)
            proposals[Array.IndexOf(brackets, home)]++;
        homes[trial] = home;
        home.Added(trial, configuration, fidelity, parent);
    }

    /// <inheritdoc/>
    public void Measured(int trial, int epoch, params ReadOnlySpan<double> values) => Home(trial).Measured(trial, epoch, values[0]);

    /// <inheritdoc/>
    public void Continued(int trial, int target) => Home(trial).Continued(trial, target);

    /// <inheritdoc/>
    public void Ended(int trial) => Home(trial).Ended(trial);

    /// <inheritdoc/>
    public SchedulerDecision Decide(int trial, int epoch)
    {
        var decision = Home(trial).Decide(trial, epoch);
        return decision with { Reason = decision.Reason with { Text = decision.Reason.Text + Bracket(Home(trial)) } };
    }

    /// <inheritdoc/>
    public SchedulerDecision? Promotable()
    {
        foreach (var bracket in brackets)
            if (bracket.Promotable() is { } decision)
                return decision with { Reason = decision.Reason with { Text = decision.Reason.Text + Bracket(bracket) } };
        return null;
    }

    /// <summary>The bracket furthest behind its share: D'Hondt's rule, exact after every whole sweep.</summary>
    private int Next
    {
        get
        {
            var next = 0;
            for (var bracket = 1; bracket < brackets.Length; bracket++)
                if ((proposals[bracket] + 1L) * sizes[next] < (proposals[next] + 1L) * sizes[bracket])
                    next = bracket;
            return next;
        }
    }

    private Ladder Home(int trial) => homes.TryGetValue(trial, out var home) ? home : brackets[0];

    private string Bracket(Ladder home) => brackets.Length > 1 ? $" in bracket {Array.IndexOf(brackets, home) + 1} of {brackets.Length}" : "";
}
