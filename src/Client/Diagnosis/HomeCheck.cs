using Search.Client.Experiments;
using Search.Client.Output;
using Search.Store.Home;

namespace Search.Client.Diagnosis;

/// <summary>The home folder: its owner, its disk, and how fast that disk confirms.</summary>
internal static class HomeCheck
{
    private const long Scarce = 2L << 30;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    public static IEnumerable<Finding> Run(HomeFolder home, TimeProvider time)
    {
        yield return Finding.Ok("home", Directory.Exists(home.Root) ? home.Root : $"{home.Root} (made by the first launch)");
        yield return GatewayFile.Read(home) is { } gateway && Liveness.HasOwner(home)
            ? Finding.Ok("owner", $"process {gateway.ProcessId} at {gateway.Address}")
            : Finding.Ok("owner", "none: no experiment runs");
        var free = Disk.Free(home.Root);
        yield return free < Scarce ? Finding.Warning("disk", $"{Format.Bytes(free)} free: checkpoints need room; search clean frees some") : Finding.Ok("disk", $"{Format.Bytes(free)} free");
        yield return Confirmations(Disk.Existing(home.Root), time);
    }

    /// <summary>Small durable writes a second: each decision of a search waits for one.</summary>
    private static Finding Confirmations(string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, $".search-doctor-{Guid.NewGuid():N}");
        try
        {
            using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose, BufferSize = 0 });
            var block = new byte[4096];
            var (started, writes) = (time.GetTimestamp(), 0);
            while (writes < 200 && time.GetElapsedTime(started) < Longest)
            {
                file.Position = 0;
                file.Write(block);
                file.Flush(flushToDisk: true);
                writes++;
            }
            var rate = writes / time.GetElapsedTime(started).TotalSeconds;
            var text = FormattableString.Invariant($"{rate:0} durable writes a second");
            return rate < 20 ? Finding.Warning("fsync", $"{text}: decisions will wait for the disk; a home on a local disk is faster") : Finding.Ok("fsync", text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Finding.Failed("fsync", $"{folder} cannot be written ({failure.Message}): choose another home with --home DIR");
        }
    }
}
