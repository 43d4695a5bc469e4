using System.Buffers.Binary;

namespace Search.Store.Azure;

/// <summary>Rows or pages one after another: the length in four bytes, little-endian, then the checked row.</summary>
internal static class RowFrames
{
    private const int LengthBytes = sizeof(int);

    /// <summary>The bytes of consecutive rows.</summary>
    /// <param name="first">The first row's number.</param>
    /// <param name="rows">Their payloads.</param>
    public static byte[] Write(long first, IReadOnlyList<ReadOnlyMemory<byte>> rows)
    {
        using var stream = new MemoryStream();
        Span<byte> length = stackalloc byte[LengthBytes];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = CheckedRow.Write(first + i, rows[i].Span);
            BinaryPrimitives.WriteInt32LittleEndian(length, row.Length);
            stream.Write(length);
            stream.Write(row);
        }
        return stream.ToArray();
    }

    /// <summary>The next row's payload.</summary>
    /// <param name="stream">Stands at a frame's start; a local one or a blob's.</param>
    /// <param name="sequence">The row's number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it is not there as it was written.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, long sequence, CancellationToken cancellationToken)
    {
        var length = new byte[LengthBytes];
        if (await stream.ReadAtLeastAsync(length, LengthBytes, throwOnEndOfStream: false, cancellationToken) < LengthBytes)
            return null;
        var count = BinaryPrimitives.ReadInt32LittleEndian(length);
        // A damaged length must not ask for more memory than there are bytes.
        if (count < 0 || count > stream.Length - stream.Position)
            return null;
        var row = new byte[count];
        await stream.ReadExactlyAsync(row, cancellationToken);
        return CheckedRow.Read(sequence, row);
    }
}
