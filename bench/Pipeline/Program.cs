using Search.Bench.Pipeline;

// One line per benchmark; each prints its own figures. Run: dotnet run -c Release --project bench/Pipeline -- <name> [arguments]
Dictionary<string, Action<string[]>> benchmarks = new()
{
    ["decode"] = Decode.Run,
    ["open"] = Open.Run,
    ["augmentation"] = Augmentation.Run,
    ["models"] = Models.Run,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Name a benchmark: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}
benchmark(args[1..]);
return 0;
