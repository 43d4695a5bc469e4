using System.Buffers.Binary;
using System.Numerics;

namespace Search.Store;

/// <summary>CRC-32C of a row's number and payload: no store notices a flipped bit inside a value by itself.</summary>
internal static class RowChecksum
{
    public static long Of(long sequence, ReadOnlySpan<byte> payload)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)sequence);
        for (; payload.Length >= 8; payload = payload[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(payload));
        foreach (var b in payload)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
