using Search.Experiments;
using Search.Randomness;
using Search.Samplers;
using Search.Spaces;

namespace Search.Tests.Samplers;

/// <summary>Lets a sampler and random search spend the same budget on a function, seed by seed, each through a <see cref="Proposer"/> as a search does.</summary>
internal static class Duel
{
    /// <summary>Number of seeds of a duel.</summary>
    public const int Rounds = 30;

    /// <summary>Wins that a sampler no better than random has with odds of 466/2³⁰, that is 4e-7.</summary>
    public const int ManyWins = 28;

    /// <summary>In how many of the seeds the sampler's best value is below random search's.</summary>
    public static int Wins(string sampler, SearchSpace space, Func<Configuration, double> function, int budget) =>
        Enumerable.Range(1, Rounds).Count(seed => Best(sampler, space, function, budget, (ulong)seed) < Best("random", space, function, budget, (ulong)seed));

    /// <summary>The best value that a sampler finds.</summary>
    public static double Best(string sampler, SearchSpace space, Func<Configuration, double> function, int budget, ulong seed) =>
        Values(sampler, space, function, budget, seed).Min();

    /// <summary>The values that a sampler finds, in order.</summary>
    public static List<double> Values(string sampler, SearchSpace space, Func<Configuration, double> function, int budget, ulong seed)
    {
        var context = new SamplerContext { Space = space, Seed = seed, Trials = budget };
        var proposer = new Proposer(new ComponentSpec(sampler), context, []);
        var values = new List<double>();
        for (var index = 0; index < budget && proposer.Propose(index, Seeds.Derive(seed, "proposal", index)) is { } proposal; index++)
        {
            values.Add(function(proposal));
            context.History.Add(index, proposal);
            context.History.Measure(index, 1, 1, values[^1]);
            context.History.End(index, PastOutcome.Completed);
        }
        return values;
    }

    /// <summary>Some continua named x0, x1 … in [0, 1].</summary>
    public static SearchSpace Cube(int dimensions) => new()
    {
        Parameters = [.. Enumerable.Range(0, dimensions).Select(i => new Parameter { Name = $"x{i}", Domain = new UniformDomain(0, 1) })],
    };

    /// <summary>Squared distance from a place off the middle, in each of the cube's dimensions.</summary>
    public static double Bowl(Configuration configuration) => configuration.Select((pair, i) => Math.Pow(pair.Value.Number - 0.2 - 0.05 * (i % 10), 2)).Sum();

    /// <summary>A training in small: a learning rate over decades, a choice, and parameters that only some have. The best value is 0.</summary>
    public static SearchSpace TrainingSpace { get; } = new()
    {
        Parameters =
        [
            new() { Name = "model", Domain = new ChoiceDomain(["linear", "cnn", "vgg"]) },
            new() { Name = "optimizer", Domain = new ChoiceDomain(["adam", "sgd"]) },
            new() { Name = "momentum", Domain = new ReverseLogDomain(0.5, 0.999), When = [new("optimizer", ["sgd"])] },
            new() { Name = "learningRate", Domain = new LogDomain(1e-5, 1) },
            new() { Name = "weightDecay", Domain = new LogDomain(1e-6, 1e-2, OrZero: true) },
            new() { Name = "width", Domain = new LogIntDomain(8, 512), When = [new("model", ["cnn", "vgg"])] },
            new() { Name = "batchSize", Domain = new OrdinalDomain([16.0, 32.0, 64.0, 128.0]) },
        ],
    };

    /// <summary>The error of such a training.</summary>
    public static double Training(Configuration configuration)
    {
        var error = configuration["model"].Text switch { "linear" => 0.5, "cnn" => 0.1, _ => 0 };
        error += configuration.Has("momentum") ? 0.2 * Math.Pow(Math.Log10(1 - configuration["momentum"].Number) + 1, 2) : 0.1;
        error += 0.2 * Math.Pow(Math.Log10(configuration["learningRate"].Number) + 2.5, 2);
        error += configuration["weightDecay"].Number is var decay && decay == 0 ? 0.1 : 0.05 * Math.Pow(Math.Log10(decay) + 4, 2);
        error += 0.02 * Math.Pow(Math.Log2(configuration.Number("width", 128)) - 7, 2);
        return error + 0.05 * Math.Abs(Math.Log2(configuration["batchSize"].Number) - 5);
    }
}
