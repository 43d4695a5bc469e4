using Search.Randomness;
using Search.Samplers;
using Search.Spaces;

namespace Search.Tests.Samplers;

/// <summary>A search in which everything happens that may: trials end out of order, fail, are revived, pause, go on, repeat on more data; told again word by word when asked.</summary>
internal sealed class SearchStory(SearchSpace space, ulong seed)
{
    private readonly SearchRandom random = new(seed);
    private readonly List<Action<TrialHistory>> events = [];
    private readonly TrialHistory history = new();
    private int trials;

    public SamplerContext Context() => new() { Space = space, History = history, Seed = seed, MaxEpochs = 9, IsMultiFidelity = true };

    /// <summary>The same search, heard by a fresh process.</summary>
    public SamplerContext Retold()
    {
        var retold = new TrialHistory();
        foreach (var past in events)
            past(retold);
        return Context() with { History = retold };
    }

    public ulong SeedOf(int index) => Seeds.Derive(seed, "proposal", index);

    /// <summary>A trial of the proposal starts, and some others go on.</summary>
    public void GoOn(Configuration proposal)
    {
        var number = 3 * trials++;
        var fraction = random.Next(8) == 0 ? 0.5 : 1;
        // What a sweep file fixes is part of a configuration, too.
        Happens(told => told.Add(number, proposal.With("fixed", 1.0), fraction));
        for (var step = 0; step < 2; step++)
            Act(history.Trials[random.Next(trials)]);
    }

    private void Act(PastTrial trial)
    {
        var number = trial.Number;
        switch (trial.Outcome)
        {
            case PastOutcome.Paused:
                Happens(told => told.Continue(number));
                break;
            case PastOutcome.Failed:
                Happens(told => told.Revive(number));
                break;
            case PastOutcome.Running when random.Next(6) == 0:
                Happens(told => told.End(number, PastOutcome.Failed));
                break;
            case PastOutcome.Running:
                var epoch = trial.Epoch + 1 + random.Next(2);
                // Ties are common, and a value may be as wild as a diverging loss.
                var value = random.Next(4) switch { 0 => 0.5, 1 when random.Next(5) == 0 => 3e38, _ => random.NextNormal() };
                var end = random.Next(3);
                Happens(told => told.Measure(number, epoch, 1, value));
                if (end == 0)
                    Happens(told => told.Pause(number));
                else
                    Happens(told => told.End(number, end == 1 ? PastOutcome.Completed : PastOutcome.Stopped));
                break;
        }
    }

    private void Happens(Action<TrialHistory> what)
    {
        what(history);
        events.Add(what);
    }
}
