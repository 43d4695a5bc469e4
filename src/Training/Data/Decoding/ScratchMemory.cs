using System.Runtime.InteropServices;

namespace Search.Training.Data.Decoding;

/// <summary>Native memory that grows to what is asked for and is reused; not thread-safe.</summary>
internal sealed unsafe class ScratchMemory : IDisposable
{
    private void* address;
    private nuint capacity;

    /// <summary>At least <paramref name="bytes"/> bytes with unspecified content; what earlier calls returned is void.</summary>
    public nint Take(long bytes)
    {
        if (capacity < (nuint)bytes)
        {
            Dispose();
            address = NativeMemory.Alloc((nuint)bytes);
            capacity = (nuint)bytes;
        }
        return (nint)address;
    }

    public void Dispose()
    {
        NativeMemory.Free(address);
        address = null;
        capacity = 0;
    }
}
