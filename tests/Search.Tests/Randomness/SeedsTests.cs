using CsCheck;
using Search.Experiments;
using Search.Randomness;
using Xunit;

namespace Search.Tests.Randomness;

public sealed class SeedsTests
{
    // Computed apart from this code, from the published algorithms. Never change them: every experiment on disk depends on these numbers.
    [Theory]
    [InlineData(1, "run", new long[] { 0 }, 3549160208862570642)]
    [InlineData(1, "run", new long[] { 1 }, 7007326986926467175)]
    [InlineData(1, "run", new long[] { -1 }, 16068095106553902098)]
    [InlineData(1, "proposal", new long[] { 0 }, 8451081500677095295)]
    [InlineData(1, "proposal", new long[] { 7 }, 3892980280768516974)]
    [InlineData(42, "retune", new long[] { 4, 2 }, 3396760014570466389)]
    [InlineData(1, "", new long[0], 12526092518647758689)]
    [InlineData(7, "é", new long[] { 1, 2, 3 }, 7665925858877045728)]
    public void Seeds_are_what_they_have_always_been(ulong seed, string purpose, long[] keys, ulong expected) =>
        Assert.Equal(expected, Seeds.Derive(seed, purpose, keys));

    [Fact]
    public void SplitMix64_gives_the_published_sequence()
    {
        ulong state = 1234567;

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => Seeds.SplitMix64(ref state)));
    }

    [Fact]
    public void Purposes_seeds_keys_and_their_order_all_tell_seeds_apart()
    {
        // 64 bits: two of these few are equal by chance with odds below 1e-15.
        ulong[] seeds =
        [
            .. from seed in (ulong[])[0, 1, 2, ulong.MaxValue]
               from purpose in (string[])["run", "proposal", "retune", "bootstrap", "order"]
               from keys in (long[][])[[], [0], [1], [0, 0], [0, 1], [1, 0], [-1]]
               select Seeds.Derive(seed, purpose, keys),
        ];

        Assert.Equal(seeds.Length, seeds.Distinct().Count());
    }

    [Fact]
    public void A_run_seed_is_derived_under_its_own_purpose() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 10_000]).Sample((seed, repeat) => Assert.Equal(Seeds.Derive(seed, "run", repeat), Seeds.Run(seed, repeat)));

    [Fact]
    public void All_configurations_of_a_repeat_share_the_run_seed_and_repeats_differ()
    {
        var trials = Search(seed: 1).Trials;

        Assert.Single(trials.Where(trial => trial.Plan.Repeat == 0).Select(trial => trial.RunSeed).Distinct());
        Assert.All(trials.GroupBy(trial => trial.Plan.Repeat), repeat => Assert.Single(repeat.Select(trial => trial.RunSeed).Distinct()));
        Assert.Equal(trials.Select(trial => trial.Plan.Repeat).Distinct().Count(), trials.Select(trial => trial.RunSeed).Distinct().Count());
    }

    [Fact]
    public void Another_experiment_seed_gives_other_run_seeds_and_other_proposals()
    {
        var one = Search(seed: 1);
        var two = Search(seed: 2);

        Assert.Empty(one.Trials.Select(trial => trial.RunSeed).Intersect(two.Trials.Select(trial => trial.RunSeed)));
        Assert.Empty(Proposals(one).Intersect(Proposals(two)));

        static IEnumerable<Search.Spaces.Configuration> Proposals(ExperimentState state) =>
            state.Trials.Where(trial => trial.Plan.Role == TrialRole.Search).Select(trial => trial.Plan.Configuration);
    }

    private static ExperimentState Search(ulong seed) =>
        Searches.Run(Specs.Default() with { Seed = seed }, new Curves(plan => 0.5 + 0.1 * plan.Configuration["dropout"].Number)).State;
}
