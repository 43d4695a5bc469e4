using System.Buffers.Binary;

namespace Search.Store;

/// <summary>A row as servers keep it: its checksum in four bytes, little-endian, then the payload.</summary>
internal static class CheckedRow
{
    private const int ChecksumBytes = sizeof(uint);

    /// <summary>The bytes to keep.</summary>
    public static byte[] Write(long sequence, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[ChecksumBytes + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)RowChecksum.Of(sequence, payload));
        payload.CopyTo(bytes.AsSpan(ChecksumBytes));
        return bytes;
    }

    /// <summary>The payload; null when the bytes are not what was written under this number.</summary>
    public static ReadOnlyMemory<byte>? Read(long sequence, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < ChecksumBytes)
            return null;
        var payload = bytes[ChecksumBytes..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) != (uint)RowChecksum.Of(sequence, payload.Span))
            return null;
        return payload;
    }
}
