using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Search.Training.Data.Decoding;
using Search.Training.Data.Folders;
using Search.Training.Hardware;

namespace Search.Training.Data.Caching;

/// <summary>Decodes the images of one scan into a pixel file, on all cores.</summary>
/// <remarks>
/// Written through the file handle, not through a mapping: a full disk is then an error that can be reported,
/// whereas touching an unbacked page of a mapping kills the process.
/// </remarks>
internal sealed class CacheBuilder(FolderScan scan, int imageSize, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
{
    private const int ChunkBytes = 1 << 20;

    private readonly int rowBytes = 3 * imageSize * imageSize;
    private readonly UInt128[] hashes = new UInt128[scan.Images.Count];
    private readonly ConcurrentDictionary<int, DecodeFailure> failures = [];
    private int nextChunk;
    private int done;
    private ExceptionDispatchInfo? error;

    private int ChunkImages => Math.Clamp(ChunkBytes / rowBytes, 1, 64);

    /// <summary>Writes the pixels of all readable images, one row after the other, to <paramref name="pixelFile"/>.</summary>
    /// <returns>The table that belongs to them.</returns>
    public CacheIndex Build(string pixelFile)
    {
        using (var pixels = File.OpenHandle(
            pixelFile, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.None, preallocationSize: (long)rowBytes * hashes.Length))
        {
            // Threads of our own, below normal: decoding must starve neither the thread pool nor a training under way.
            Thread[] workers = [.. Enumerable.Range(0, Math.Min(Environment.ProcessorCount, hashes.Length)).Select(_ => LowPriorityThread.Start("decode", () => Work(pixels)))];
            foreach (var worker in workers)
                worker.Join();
            error?.Throw();
            cancellationToken.ThrowIfCancellationRequested();
            Compact(pixels);
            RandomAccess.FlushToDisk(pixels);
        }
        return new(imageSize, ContentHash(), hashes, failures, scan.Manifest);
    }

    /// <summary>The hash by which identical pictures are recognised.</summary>
    public static UInt128 PixelHash(ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private void Work(SafeFileHandle pixels)
    {
        try
        {
            using var decoder = new ImageDecoder(imageSize);
            var buffer = new byte[ChunkImages * rowBytes];
            while (error is null && !cancellationToken.IsCancellationRequested)
            {
                var first = (Interlocked.Increment(ref nextChunk) - 1) * ChunkImages;
                if (first >= hashes.Length)
                    return;
                var count = Math.Min(ChunkImages, hashes.Length - first);
                for (var i = 0; i < count; i++)
                    Decode(decoder, first + i, buffer.AsSpan(i * rowBytes, rowBytes));
                RandomAccess.Write(pixels, buffer.AsSpan(0, count * rowBytes), (long)first * rowBytes);
                progress?.Report(new(Interlocked.Add(ref done, count), hashes.Length));
            }
        }
        catch (Exception e)
        {
            // The thread's edge: the builder's own thread throws it on.
            error ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    private void Decode(ImageDecoder decoder, int place, Span<byte> row)
    {
        var file = scan.Images[place].File;
        // Opening a named pipe, which has no length either, would wait for ever.
        var failure = file.Length == 0
            ? new DecodeFailure("is empty (0 bytes)", MayRecover: false)
            : decoder.Decode(Path.Combine(scan.Root, file.Name), row);
        if (failure is null)
            hashes[place] = PixelHash(row);
        else
            failures[place] = failure;
    }

    /// <summary>Closes the gaps that unreadable images left.</summary>
    private void Compact(SafeFileHandle pixels)
    {
        var row = new byte[rowBytes];
        if (failures.IsEmpty)
            return;
        var target = 0L;
        for (var source = 0; source < hashes.Length; source++)
        {
            if (failures.ContainsKey(source))
                continue;
            if (target != source)
            {
                for (var read = 0; read < rowBytes;)
                {
                    var count = RandomAccess.Read(pixels, row.AsSpan(read), (long)source * rowBytes + read);
                    if (count == 0)
                        throw new EndOfStreamException("The pixel file is shorter than what was written to it.");
                    read += count;
                }
                RandomAccess.Write(pixels, row, target * rowBytes);
            }
            target++;
        }
        RandomAccess.SetLength(pixels, target * rowBytes);
    }

    /// <summary>Images to be predicted are left out: adding one must not make a search's data look changed.</summary>
    private string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{imageSize}\0{string.Join('\0', scan.Classes)}\0"));
        Span<byte> item = stackalloc byte[24];
        for (var i = 0; i < hashes.Length; i++)
        {
            if (failures.ContainsKey(i) || scan.Images[i].Side == Side.Unlabelled)
                continue;
            BinaryPrimitives.WriteInt32LittleEndian(item, (int)scan.Images[i].Side);
            BinaryPrimitives.WriteInt32LittleEndian(item[4..], scan.Images[i].Label);
            BinaryPrimitives.WriteUInt128LittleEndian(item[8..], hashes[i]);
            hash.AppendData(item);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
